// sight.mjs - what holds for every view: it fits a phone, can be read in both themes, and has what a screen reader needs.
import { api, equal, ok, test } from "./harness.mjs";

const event = (await api("/timeline?limit=100")).rows.find(({ source_actor }) => source_actor);
const [report] = (await api("/reports?q=hostile&limit=1")).rows;
export const views = {
    overview: "/",
    timeline: "/timeline",
    statements: "/timeline?list=statements",
    event: `/event/${event.event}`,
    network: "/actors",
    matrix: "/actors?show=matrix",
    "list of actors": "/actors?show=list",
    actor: `/actor/${event.source_actor}`,
    positions: "/positions",
    forces: "/forces",
    map: "/map",
    schedule: "/schedule",
    disputed: "/disputed",
    reports: "/reports",
    report: `/report/${report.report}`,
    search: "/search?q=officials",
    read: "/read",
};

// Text against what is painted behind it, as the WCAG count it: 4.5, or 3 for large letters.
function poorContrast() {
    const parse = (colour) => {
        const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
        return colour.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
    };
    const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
    const light = (rgb) => {
        const [r, g, b] = rgb.map((c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        const chain = [];
        for (let e = element; e; e = e.parentElement) chain.unshift(e);
        let colour = [255, 255, 255];
        for (const e of chain) colour = over(parse(getComputedStyle(e).backgroundColor), colour);
        return colour;
    };
    const poor = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, element = node.parentElement;
        if (!node.textContent.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        if (element.closest("noscript, .unseen, .skip, option, .dim, .faded")) continue;
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
        const ink = parse(element instanceof SVGElement ? style.fill : style.color), paper = behind(element);
        const [a, b] = [light(over(ink, paper)), light(paper)].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < (large ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} "${node.textContent.trim().slice(0, 30)}" in ${element.className?.baseVal ?? element.className}`);
    }
    return [...new Set(poor)].slice(0, 5);
}

// What lacks a name, and what else a screen reader stumbles over.
function unnamed() {
    const problems = [];
    const visible = (e) => e.checkVisibility();
    const name = (e) =>
        e.getAttribute("aria-label") || e.labels?.[0]?.textContent.trim() || (e.getAttribute("aria-labelledby") && document.getElementById(e.getAttribute("aria-labelledby"))?.textContent) || e.textContent.trim() || e.title;
    for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0'], [role='img'], svg[tabindex]"))
        if (visible(e) && !name(e)) problems.push("no name: " + e.outerHTML.slice(0, 80));
    for (const e of document.querySelectorAll("input, select, textarea"))
        if (visible(e) && !e.labels?.length && !e.getAttribute("aria-label")) problems.push("no label: " + e.outerHTML.slice(0, 80));
    for (const e of document.querySelectorAll("img")) if (!e.hasAttribute("alt")) problems.push("no alt: " + e.src);
    for (const e of document.querySelectorAll("[tabindex]")) if (e.tabIndex > 0) problems.push("tabindex above 0: " + e.outerHTML.slice(0, 80));
    for (const e of document.querySelectorAll("ol > *, ul > *")) if (e.tagName !== "LI") problems.push("no li: " + e.outerHTML.slice(0, 80));
    for (const e of document.querySelectorAll("svg")) if (visible(e) && !e.closest("[aria-hidden=true], a") && !e.getAttribute("aria-label")) problems.push("a picture without a name: " + e.id);
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) problems.push("an id twice: " + id);
    if (document.querySelectorAll("h1").length !== 1) problems.push(`${document.querySelectorAll("h1").length} headings of the first level`);
    let last = 1;
    for (const e of document.querySelectorAll("h1, h2, h3, h4")) {
        const level = Number(e.tagName[1]);
        if (visible(e) && level > last + 1) problems.push(`a heading of level ${level} after ${last}: ${e.textContent.slice(0, 30)}`);
        if (visible(e)) last = level;
    }
    for (const landmark of ["header", "nav[aria-label]", "main", "[role=search]", "[aria-live]"]) if (!document.querySelector(landmark)) problems.push("no " + landmark);
    if (document.documentElement.lang !== "en") problems.push("no language");
    if (!document.title.includes("Dateline")) problems.push("no title");
    return problems.slice(0, 6);
}

for (const [name, path] of Object.entries(views)) {
    test(`${name}, wide and light: every word stands out, everything has a name, headings are in order`, async (page) => {
        await page.visit(path);
        equal(await page.evaluate(poorContrast), [], "too faint");
        equal(await page.evaluate(unnamed), [], "for screen readers");
    });
    test(`${name}, on a phone and dark: every word stands out, 400 pixels are wide enough`, async (page) => {
        await page.visit(path);
        equal(await page.evaluate(poorContrast), [], "too faint");
        equal(await page.evaluate(() => document.documentElement.scrollWidth), 400, "width");
        ok(!(await page.locator("nav.views").isVisible()), "the navigation is behind its button");
    }, { width: 400, dark: true });
}
