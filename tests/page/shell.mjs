// shell.mjs - header, navigation, keys and themes; what happens when the server has bad news.
import { api, base, equal, ok, test } from "./harness.mjs";

test("the overview's numbers are the store's", async (page) => {
    const store = await api("/store");
    await page.visit("/");
    const figures = await page.locator(".figures strong").allTextContents();
    equal(figures.slice(0, 3), [store.events, store.statements, store.reports].map((n) => n.toLocaleString("en")), "numbers");
    ok((await page.locator("#store").textContent()).includes(store.path.split("/").pop()), "the header names the store");
    ok(await page.locator("#how li").first().isVisible(), "how to read this is open");
    ok((await page.locator(".box .line").count()) > 0, "latest events are listed");
});

test("how to read this stays folded once it is", async (page) => {
    await page.visit("/");
    await page.click("#how summary");
    await page.visit("/timeline");
    await page.visit("/");
    ok(!(await page.locator("#how li").first().isVisible()), "it is open again");
});

test("every line of the navigation leads to its view, and back leads back", async (page) => {
    await page.visit("/");
    for (const link of await page.locator("nav.views a").allTextContents()) {
        await page.click(`nav.views a:text-is("${link}")`);
        await page.waitForFunction((words) => document.querySelector("nav.views [aria-current=page]")?.textContent === words && !document.querySelector("main.waiting"), link);
        await page.waitForSelector("main h1");
        ok(!(await page.locator("main .problem:visible").count()), link + " shows a problem");
    }
    await page.goBack();
    await page.waitForFunction(() => document.title.startsWith("Search"));
});

test("the first Tab offers to skip to the content", async (page) => {
    await page.visit("/timeline");
    await page.keyboard.press("Tab");
    equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content", "focused");
    await page.keyboard.press("Enter");
    equal(await page.evaluate(() => document.activeElement.id), "main", "focused then");
});

test("a new view takes the focus and is announced", async (page) => {
    await page.visit("/");
    await page.focus('nav.views a:text-is("Disputed")');
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "main");
    ok((await page.live()).startsWith("Disputed"), "said: " + (await page.live()));
});

test("whatever has the focus shows it", async (page) => {
    await page.visit("/timeline");
    for (let i = 0; i < 25; i++) {
        await page.keyboard.press("Tab");
        const bare = await page.evaluate(() => {
            const style = getComputedStyle(document.activeElement);
            return document.activeElement !== document.body && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1) ? document.activeElement.outerHTML.slice(0, 80) : null;
        });
        equal(bare, null, "focus that is not seen");
    }
});

test("/ goes to the search, Enter searches", async (page) => {
    await page.visit("/timeline");
    await page.keyboard.press("/");
    equal(await page.evaluate(() => document.activeElement.id), "find", "focused");
    await page.keyboard.type("officials");
    await page.keyboard.press("Enter");
    await page.waitForSelector("mark");
    ok(page.url().endsWith("/search?q=officials"), page.url());
});

test("the theme can be changed and is kept", async (page) => {
    await page.visit("/");
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.click("#theme");
    const dark = await paper();
    ok(light !== dark, "the colours change");
    await page.visit("/timeline");
    equal(await paper(), dark, "after coming back");
});

test("on a phone the views are behind a button", async (page) => {
    await page.visit("/");
    await page.click("#menu");
    equal(await page.getAttribute("#menu", "aria-expanded"), "true", "expanded");
    await page.click('nav.views a:text-is("Timeline")');
    await page.waitForSelector("#timeline-plot");
    ok(!(await page.locator("nav.views").isVisible()), "it closes again");
}, { width: 400 });

test("filters travel with the reader", async (page) => {
    const { rows } = await api("/timeline?limit=1");
    await page.visit(`/timeline?type=${rows[0].type}`);
    await page.click('nav.views a:text-is("Actors")');
    await page.waitForSelector("main h1:text-is('Actors')");
    ok(page.url().includes("type=" + rows[0].type), page.url());
});

test("an address that is none says so", async (page) => {
    await page.visit("/nowhere");
    ok((await page.locator("[role=alert]").textContent()).includes("nowhere"), "says what is wrong");
});

test("a report that is not there says so", async (page) => {
    await page.visit("/report/99999999");
    equal(await page.locator("h1").textContent(), "Not here", "heading");
}, { faults: false });

test("a server that is gone is told, and trying again works", async (page) => {
    await page.visit("/");
    await page.route("**/api/**", (route) => route.abort());
    await page.click('nav.views a:text-is("Disputed")');
    await page.waitForSelector("[role=alert]");
    ok((await page.locator("[role=alert]").textContent()).includes("does not answer"), "says that it does not answer");
    await page.unroute("**/api/**");
    await page.click("text=Try again");
    await page.waitForSelector(".dispute, .nothing");
}, { faults: false });

test("a view that is left while it loads does not come up later", async (page) => {
    await page.visit("/");
    await page.route("**/api/v1/disputed**", async (route) => {
        await new Promise((done) => setTimeout(done, 700));
        await route.continue().catch(() => {});
    });
    await page.click('nav.views a:text-is("Disputed")');
    await page.click('nav.views a:text-is("Reports")');
    await page.waitForSelector("h1:text-is('Reports')");
    await page.waitForTimeout(1000);
    equal(await page.locator("h1").textContent(), "Reports", "still");
}, { faults: false });

test("printed, there is only the content", async (page) => {
    await page.visit("/timeline");
    await page.emulateMedia({ media: "print" });
    for (const gone of ["nav.views", ".find", "#theme", ".filter-bar form", ".export"]) ok(!(await page.locator(gone).first().isVisible()), gone + " is printed");
    ok(await page.locator(".line").first().isVisible(), "the lines are printed");
});

test("nothing is inline, and the policy allows nothing to be", async () => {
    const answer = await fetch(base + "/");
    const policy = answer.headers.get("content-security-policy") ?? "";
    ok(/script-src 'self'/.test(policy) && !/unsafe/.test(policy), "policy: " + policy);
    const html = await answer.text();
    ok(!/<script(?![^>]*\ssrc=)/.test(html) && !/<style/.test(html) && !/\sstyle=/.test(html) && !/\son\w+=/.test(html), "inline code in index.html");
});
