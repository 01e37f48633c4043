// views.mjs - each view against what the API answers: what it shows, how it is walked through by keys, where its lines lead.
import { api, base, equal, ok, test } from "./harness.mjs";

const number = (text) => Number(text.replace(/[^\d]/g, ""));

test("timeline: the columns add up to the events of the store", async (page) => {
    const { rows } = await api("/timeline/bins?by=month&limit=1000");
    const wanted = rows.reduce((n, bin) => n + bin.quad1 + bin.quad2 + bin.quad3 + bin.quad4 + bin.neutral, 0);
    await page.visit("/timeline?since=1900-01-01");
    equal(number((await page.locator(".lead").textContent()).split(" ")[0]), wanted, "events");
});

test("timeline: its table says the same as its columns", async (page) => {
    await page.visit("/timeline");
    await page.click("text=As a table");
    await page.waitForSelector(".as-table tbody tr");
    const cells = await page.locator(".as-table tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(1, 5).reduce((n, cell) => n + Number(cell.textContent), 0)));
    const drawn = await page.locator("#timeline-plot .bin").count();
    equal(cells.length, drawn, "columns");
    ok(cells.reduce((a, b) => a + b, 0) > 20, "too few events to tell");
});

test("timeline: cooperation is drawn above the line, conflict below", async (page) => {
    await page.visit("/timeline");
    const zero = await page.locator("#timeline-plot .zero").getAttribute("y1");
    const places = await page.locator("#timeline-plot .bin rect").evaluateAll((all) => all.map((one) => [one.getAttribute("class"), Number(one.getAttribute("y")), Number(one.getAttribute("height"))]));
    for (const [what, y, height] of places) {
        if (/quad[12]/.test(what)) ok(y + height <= Number(zero) + 1, `${what} below the line`);
        if (/quad[34]/.test(what)) ok(y >= Number(zero) - 1, `${what} above the line`);
    }
});

test("timeline: arrow keys walk through it, Enter lists a column", async (page) => {
    await page.visit("/timeline");
    await page.focus("#timeline-plot");
    await page.keyboard.press("ArrowRight");
    const first = await page.live();
    ok(/cooperation/.test(first) && /conflict/.test(first), "said: " + first);
    await page.keyboard.press("ArrowRight");
    ok((await page.live()) !== first, "the second is another");
    await page.keyboard.press("Enter");
    await page.waitForURL(/bin=/);
    await page.waitForSelector("text=Show all");
    const bin = new URL(page.url()).searchParams.get("bin");
    const days = await page.locator(".list time").evaluateAll((all) => all.map((time) => time.getAttribute("datetime")));
    ok(days.length > 0 && days.every((day) => day >= bin), `days ${days} since ${bin}`);
    await page.waitForFunction(() => document.activeElement.id === "timeline-plot");
});

test("timeline: dragging over it looks closer", async (page) => {
    await page.visit("/timeline");
    const box = await page.locator("#timeline-plot").boundingBox();
    await page.mouse.move(box.x + 60, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 100, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/since=.*until=|until=.*since=/);
    const query = new URL(page.url()).searchParams;
    ok(query.get("since") <= query.get("until"), page.url());
});

test("timeline: the strip moves with keys", async (page) => {
    const store = await api("/store");
    await page.visit(`/timeline?since=${store.first_day}&until=${store.first_day}`);
    await page.focus("#strip");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((day) => new URLSearchParams(location.search).get("since") > day, store.first_day);
});

test("timeline: an actor is picked by name, and its chip takes it off", async (page) => {
    const { rows } = await api("/actors?limit=5");
    const actor = rows.find(({ code }) => code && code.length === 3);
    await page.visit("/timeline");
    await page.focus("#filter-actor");
    await page.waitForFunction(() => document.querySelectorAll("#filter-actors option").length > 3);
    await page.fill("#filter-actor", new Intl.DisplayNames(["en"], { type: "region" }).of({ IRL: "IE", NOR: "NO", ISL: "IS", PRT: "PT" }[actor.code] ?? "IE"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/actor=/);
    await page.waitForSelector(".chip");
    const code = new URL(page.url()).searchParams.get("actor");
    const { total } = await api(`/timeline?actor=${code}&limit=1`);
    equal(number((await page.locator(".lead").textContent()).split(" ")[0]), total, "events");
    await page.click(".chip >> nth=0");
    await page.waitForFunction(() => !location.search.includes("actor="));
});

test("timeline: a type is picked; more than one can be", async (page) => {
    await page.visit("/timeline");
    await page.selectOption("#filter-type", "ASSAULT");
    await page.waitForURL(/type=ASSAULT/);
    await page.waitForFunction(() => document.querySelectorAll(".chips li").length === 2);
    await page.selectOption("#filter-type", "COERCE");
    await page.waitForURL(/type=ASSAULT&type=COERCE/);
    const { rows } = await api("/timeline?type=ASSAULT&type=COERCE&limit=1000");
    await page.waitForFunction(() => document.querySelectorAll(".chips li").length === 3);
    equal(number((await page.locator(".pager span").textContent()).split(" of ")[1]), rows.filter(({ day }) => day).length, "events");
});

test("timeline: a line unfolds to its tellings, and each leads to its sentence", async (page) => {
    await page.visit("/timeline");
    await page.click(".list .more summary >> nth=0");
    await page.waitForSelector(".list .telling");
    const quote = (await page.locator(".list .telling .quote").first().textContent()).trim();
    await page.click(".list .telling .source >> nth=0");
    await page.waitForSelector(".asked");
    ok((await page.locator(".asked").textContent()).includes(quote), `“${quote}” is not the sentence that is marked`);
    ok((await page.locator(".text .picked").count()) > 0, "the very words are picked");
    ok((await page.locator(".found .item .why").first().textContent()).length > 0, "why is shown beside them");
});

test("timeline: more lines come when asked for", async (page) => {
    await page.visit("/timeline");
    const before = await page.locator(".list > .lines > .line").count();
    await page.click("text=Show more");
    await page.waitForFunction((n) => document.querySelectorAll(".list > .lines > .line").length > n, before);
    const ids = await page.locator(".list > .lines > .line").evaluateAll((all) => all.map(({ id }) => id));
    equal(new Set(ids).size, ids.length, "lines, each once");
});

test("timeline: statements have their list too", async (page) => {
    await page.visit("/timeline");
    await page.click("#tab-Statements");
    await page.waitForSelector(".list .mark.said");
    ok((await page.locator(".list .source").count()) > 5, "each has its source");
});

test("event: all who tell it, with why", async (page) => {
    const { rows } = await api("/timeline?limit=100");
    const event = rows.sort((a, b) => b.reports - a.reports)[0];
    const detail = await api(`/events/${event.event}`);
    await page.visit(`/event/${event.event}`);
    equal(await page.locator(".telling").count(), detail.tellings.length, "tellings");
    equal(await page.locator(".telling .why code").first().textContent(), detail.tellings.find(({ why }) => why).why, "why");
});

test("actors: as many marks as actors, walked through by keys", async (page) => {
    const { rows } = await api("/pairs?top=30&limit=1000");
    await page.visit("/actors");
    equal(await page.locator(".node").count(), new Set(rows.flatMap((pair) => [pair.source_actor ?? pair.source_entity ?? pair.source, pair.target_actor ?? pair.target_entity ?? pair.target])).size, "marks");
    await page.focus("#network-plot");
    await page.keyboard.press("ArrowRight");
    const said = await page.live();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/actor\//);
    await page.waitForFunction((name) => document.querySelector("main h1").textContent === name, said.split(":")[0]);
});

test("actors: a cell of the matrix leads to just these events", async (page) => {
    await page.visit("/actors?show=matrix");
    await page.locator(".cell a").first().click();
    await page.waitForSelector("#timeline-plot");
    ok(/actor=.*with=/.test(page.url()), page.url());
    ok((await page.locator(".list .line").count()) > 0, "events are listed");
});

test("actors: the list is searched by name", async (page) => {
    await page.visit("/actors?show=list");
    const { rows } = await api("/actors?limit=3");
    const name = rows[0].name;
    await page.fill("#actor-name", name);
    await page.keyboard.press("Enter");
    await page.waitForURL(/name=/);
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length > 0);
});

test("actor: its partners and its events", async (page) => {
    const { rows } = await api("/timeline?limit=100");
    const key = rows.find(({ source_actor }) => source_actor).source_actor;
    const actor = await api("/actors/" + key);
    await page.visit("/actor/" + key);
    equal(await page.locator(".two .pairs >> nth=0").locator("li").count(), Math.min(12, actor.partners.length), "partners");
    ok((await page.locator(".lines .line").count()) > 0, "events are listed");
});

test("positions: a line per party and issue unfolds to words with their source", async (page) => {
    await page.visit("/positions");
    await page.click(".group summary >> nth=0");
    await page.waitForSelector(".position .source");
    ok((await page.locator(".group[open] circle").count()) > 0, "they stand on a line of time");
    await page.click(".position .source >> nth=0");
    await page.waitForSelector(".asked");
});

test("positions: only those with one answer", async (page) => {
    await page.visit("/positions");
    await page.selectOption("#pick-answer", "rejected");
    await page.waitForURL(/answer=rejected/);
    const { total } = await api("/positions?answer=rejected&limit=1");
    await page.waitForFunction((n) => document.querySelector(".list-head h2").textContent.startsWith(`${n} `), total);
});

test("forces: numbers over time; where sources differ the band has a height", async (page) => {
    await page.visit("/forces");
    const series = (await api("/forces/series?limit=200")).rows.filter(({ points }) => new Set(points.map(({ day, count }) => `${day} ${count}`)).size > 1);
    equal(await page.locator(".force").count(), series.length, "charts");
    const differ = series.findIndex(({ points }) => points.some((a) => points.some((b) => a.day === b.day && a.count !== b.count)));
    ok(differ >= 0, "no series in which sources differ");
    const height = Math.max(...(await page.locator(".band").evaluateAll((all) => all.map((band) => band.getBBox().height))));
    ok(height > 5, `a band of ${height} pixels`);
});

test("forces: every number has its source", async (page) => {
    await page.visit("/forces");
    await page.locator(".force summary").first().click();
    await page.waitForSelector(".force-points li");
    equal(await page.locator(".force-points .source").count(), await page.locator(".force-points li").count(), "sources");
    await page.focus("#force-0");
    await page.keyboard.press("ArrowRight");
    ok(/according to/.test(await page.live()), "said: " + (await page.live()));
    await page.keyboard.press("Enter");
    await page.waitForSelector(".asked");
});

test("map: places over outlines, without anything from elsewhere", async (page) => {
    const { rows } = await api("/places?limit=1000");
    const known = rows.filter(({ lat, events }) => lat !== null && events > 0);
    await page.visit("/map");
    equal(await page.locator("tbody tr").count(), Math.min(200, known.length), "places in the table");
    ok((await page.locator(".spot").count()) > 0, "spots");
    ok((await page.locator(".country").first().getAttribute("d")).length > 10000, "outlines");
});

test("map: keys go from place to place, zoom and open", async (page) => {
    await page.visit("/map");
    await page.focus("#map-plot");
    const before = await page.locator(".land").getAttribute("transform");
    await page.keyboard.press("+");
    ok((await page.locator(".land").getAttribute("transform")) !== before, "it zooms");
    await page.keyboard.press("0");
    await page.keyboard.press("ArrowRight");
    ok(/event/.test(await page.live()), "said: " + (await page.live()));
    await page.click("tbody th a >> nth=0");
    await page.waitForURL(/place=/);
    await page.waitForSelector(".list .line");
});

test("map: zooming out merges places, zooming in parts them", async (page) => {
    await page.visit("/map");
    await page.click("[aria-label='The whole world']");
    const far = await page.locator(".spot").count();
    await page.click("[aria-label='All places']");
    ok((await page.locator(".spot").count()) > far, "more spots when near");
});

test("schedule: what is due, and a calendar of it", async (page) => {
    const { total } = await api("/schedule?limit=1");
    ok(total > 0, "nothing is due in the store");
    await page.visit("/schedule");
    equal(await page.locator(".due").count(), Math.min(total, 1000), "lines");
    const href = await page.locator(".exports a").first().getAttribute("href");
    const file = await (await fetch(base + href)).text();
    ok(file.startsWith("BEGIN:VCALENDAR"), file.slice(0, 60));
    equal(file.split("BEGIN:VEVENT").length - 1 > 0, true, "entries");
});

test("disputed: claims and denials side by side", async (page) => {
    const { total, rows } = await api("/disputed?limit=50");
    await page.visit("/disputed");
    equal(await page.locator(".dispute").count(), Math.min(50, total), "disputes");
    const index = rows.findIndex(({ what }) => what === "whether it is so");
    const sides = page.locator(".dispute").nth(index).locator(".side");
    equal(await sides.locator("h4").allTextContents(), ["Say that it is so", "Deny it"], "sides");
    for (const side of await sides.all()) ok((await side.locator(".source").count()) > 0, "a side without source");
});

test("every list can be had as a file", async (page) => {
    for (const path of ["/timeline", "/timeline?list=statements", "/actors", "/actors?show=list", "/positions", "/forces", "/map", "/schedule", "/disputed", "/reports", "/search?q=officials"]) {
        await page.visit(path);
        const href = await page.locator(".export[href*='format=csv']").first().getAttribute("href");
        const answer = await fetch(base + href);
        ok(answer.ok && answer.headers.get("content-type").startsWith("text/csv"), `${href}: ${answer.status} ${answer.headers.get("content-type")}`);
        ok((await answer.text()).split("\n").length > 1, href + " is empty");
    }
});

test("reports: found by name, and which are copies or corrected", async (page) => {
    await page.visit("/reports");
    ok((await page.locator(".badge:text('superseded')").count()) > 0, "one that was corrected");
    await page.fill("#report-name", "hostile");
    await page.keyboard.press("Enter");
    await page.waitForURL(/name=hostile/);
    await page.waitForFunction(() => document.querySelectorAll(".lines .line").length === 1);
});

test("search: hits are marked in their sentences", async (page) => {
    const { total } = await api("/search?q=sanctions&limit=1");
    await page.visit("/search?q=sanctions");
    equal(number(await page.locator(".list-head h2").textContent()), total, "sentences");
    for (const hit of await page.locator("mark").allTextContents()) ok(/^sanction/i.test(hit), `“${hit}” is marked`);
    await page.click(".found-line .source >> nth=0");
    await page.waitForSelector(".asked");
});

test("search: what the server does not understand is told", async (page) => {
    await page.visit('/search?q=' + encodeURIComponent('"unfinished'));
    ok((await page.locator("main").textContent()).length > 20, "something is said");
}, { faults: false });

test("search: one that is kept has a feed, and can be removed", async (page) => {
    await page.visit("/search?q=denied");
    await page.click("#keep");
    await page.waitForSelector(".kept li");
    const feed = await page.locator(".kept a:text('Feed')").last().getAttribute("href");
    const answer = await fetch(base + feed);
    ok(answer.ok && /<feed|<rss/.test(await answer.text()), "the feed: " + answer.status);
    const before = await page.locator(".kept li").count();
    await page.locator(".kept button").last().click();
    await page.waitForFunction((n) => document.querySelectorAll(".kept li").length === n - 1, before);
});
