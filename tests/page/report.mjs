// report.mjs - the text of a report with what was found in it, and reports that are pasted; among them one that attacks the page.
import { api, equal, ok, test } from "./harness.mjs";

export const attack = `<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script>`;
const [hostile] = (await api("/reports?q=hostile&limit=1")).rows;
const [talks] = (await api("/reports?q=strait&limit=1")).rows;

const underlined = (page) => page.locator(".text .piece").count();

test("report: the text stands there as it was given, to the letter", async (page) => {
    const { text } = await api(`/reports/${talks.report}`);
    await page.visit(`/report/${talks.report}`);
    equal(await page.locator("#report-text").evaluate((e) => e.textContent), text, "text");
});

test("report: everything that was found is underlined where it was read", async (page) => {
    const { text, record } = await api(`/reports/${talks.report}`);
    const letters = [...text];
    await page.visit(`/report/${talks.report}`);
    const event = record.events[0];
    const words = letters.slice(event.span[0], event.span[1]).join("");
    const covered = await page.locator(".text .piece").allTextContents();
    ok(covered.join("").includes(words.slice(0, 20)), `“${words}” is not underlined`);
});

test("report: what lies in something else has a line of its own", async (page) => {
    await page.visit(`/report/${talks.report}`);
    const most = await page.locator(".text .piece").evaluateAll((all) => Math.max(...all.map((one) => (one.style.backgroundImage.match(/linear-gradient/g) ?? []).length)));
    ok(most >= 2, `at most ${most} line`);
});

test("report: picking a passage shows what was read and why", async (page) => {
    await page.visit(`/report/${talks.report}`);
    for (const layer of ["statements", "positions", "incidents", "forces", "schedule"]) {
        const button = page.locator("#layer-" + layer);
        if (await button.isVisible()) await button.click();
    }
    await page.locator(".text .piece:not(.furniture)").first().click();
    await page.waitForSelector(".found .item");
    ok((await page.locator(".found .why code").first().textContent()).length > 1, "why");
    ok((await page.locator(".text .picked").count()) > 0, "it is marked in the text");
});

test("report: arrow keys go through what was found", async (page) => {
    await page.visit(`/report/${talks.report}`);
    await page.focus("#report-text");
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector(".found .item");
    const first = await page.locator(".found .item h3").first().textContent();
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowRight");
    ok((await page.locator(".found .item h3").first().textContent()) !== first, "another is shown");
});

test("report: a layer goes off and on, and stays so", async (page) => {
    await page.visit(`/report/${talks.report}`);
    const before = await underlined(page);
    await page.click("#layer-statements");
    ok((await underlined(page)) < before, "fewer lines");
    equal(await page.getAttribute("#layer-statements", "aria-pressed"), "false", "pressed");
    await page.visit(`/report/${talks.report}`);
    ok((await underlined(page)) < before, "still fewer after coming back");
    await page.click("#layer-statements");
    equal(await underlined(page), before, "lines");
});

test("report: all of it as a list leads to its place", async (page) => {
    const { record } = await api(`/reports/${talks.report}`);
    await page.visit(`/report/${talks.report}`);
    await page.click(".as-table summary");
    await page.waitForSelector(".as-table li button");
    const found = ["events", "statements", "positions", "forces", "incidents", "schedule", "places", "times"].reduce((n, key) => n + record[key].length, 0);
    ok((await page.locator(".as-table li").count()) >= found, "all are listed");
    await page.locator(".as-table li button").first().click();
    await page.waitForSelector(".text .picked");
});

test("report: an asked sentence is marked", async (page) => {
    const { text, record } = await api(`/reports/${talks.report}`);
    await page.visit(`/report/${talks.report}?sentence=2`);
    const { span } = record.sentences[2];
    equal(await page.locator(".asked").evaluate((e) => e.textContent), [...text].slice(...span).join(""), "sentence");
});

test("report: markup in a report is text", async (page) => {
    await page.visit(`/report/${hostile.report}`);
    ok((await page.locator("#report-text").textContent()).includes(attack), "the attack stands there to be read");
    equal(await page.evaluate(() => [window.hacked ?? null, document.querySelectorAll("main img, main script, main iframe").length]), [null, 0], "run, or in the page");
});

for (const path of ["/", "/timeline", "/timeline?list=statements", "/actors", "/actors?show=matrix", "/actors?show=list", "/positions", "/forces", "/schedule", "/disputed", "/reports?name=hostile", "/search?q=onerror", "/map"])
    test(`markup in a report is text at ${path}`, async (page) => {
        await page.visit(path);
        for (const unfold of await page.locator("main details:not([open]) > summary").all()) if (await unfold.isVisible()) await unfold.click({ timeout: 3000 }).catch(() => {});
        await page.waitForLoadState("networkidle");
        equal(await page.evaluate(() => [window.hacked ?? null, document.querySelectorAll("main img, main script, main iframe").length]), [null, 0], "run, or in the page");
    });

test("letters beyond sixteen bits do not shift what is marked", async (page) => {
    await page.visit("/read");
    const text = "OSLO (AP) — 🚢🚢 “We 🚢 will not go,” said Prime Minister Kari Holm. Norway accused Iceland of piracy on Monday.";
    await page.fill("#paste", text);
    await page.click("#read-now");
    await page.waitForSelector("#report-text");
    equal(await page.locator("#report-text").evaluate((e) => e.textContent), text, "text");
    const sentences = await page.locator(".sentence").allTextContents();
    ok(sentences.some((sentence) => sentence === "Norway accused Iceland of piracy on Monday."), JSON.stringify(sentences));
});

test("read: a pasted report is read at once and kept nowhere", async (page) => {
    const before = await api("/store");
    await page.visit("/read");
    await page.fill("#paste", `HAVENSTED, March 4 (NWA) — Norway accused Iceland on Tuesday of seizing a trawler. ${attack}`);
    await page.click("#read-now");
    await page.waitForSelector("#was-read");
    ok(/[1-9]\d* events?/.test(await page.locator("#was-read").textContent()), "events were read");
    ok((await page.locator(".brief pre").textContent()).length > 100, "the brief");
    equal(await page.evaluate(() => [window.hacked ?? null, document.querySelectorAll("main img, main script").length]), [null, 0], "run, or in the page");
    equal((await api("/store")).reports, before.reports, "reports in the store");
});

test("read: nothing pasted is told", async (page) => {
    await page.visit("/read");
    await page.click("#read-now");
    ok(await page.locator("[role=alert]").isVisible(), "told");
});

test("read: a dropped file is taken", async (page) => {
    await page.visit("/read");
    const data = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(["Iceland called on Norway on Monday to open its ports."], "drop.txt", { type: "text/plain" }));
        return transfer;
    });
    await page.dispatchEvent("form.paste", "drop", { dataTransfer: data });
    await page.waitForFunction(() => document.getElementById("paste").value.startsWith("Iceland called"));
});

test("read: added to the store, it is in all views at once", async (page) => {
    const before = await api("/store");
    await page.visit("/read");
    await page.fill("#paste", `OSLO, June 1, 2025 (NWA) — Norway expelled two Icelandic diplomats on Sunday, run ${Date.now()}.`);
    await page.fill("#paste-day", "2025-06-01");
    await page.click("#read-now");
    await page.click("#add-report");
    await page.waitForURL(/\/report\/\d+/);
    await page.waitForFunction((words) => document.getElementById("store").textContent.includes(words), `${(before.reports + 1).toLocaleString("en")} reports`);
    equal((await api("/store")).reports, before.reports + 1, "reports in the store");
});
