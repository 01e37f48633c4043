// A report's text with everything that was found in it underlined in place. Spans may lie in each other and across each other:
// the text is cut wherever one begins or ends, and every piece carries a line for each span over it, one below the other.
import type { RecordOfReport, Span } from "../api";
import { announce, h, plural } from "../dom";
import "../style/reading.css";
import { itemsOf, layers, shownAtFirst, type Item, type Layer } from "./items";

const mostLines = 5; // under one another; deeper nesting shares the last

// Offsets of a record count characters (code points); JavaScript counts UTF-16 units.
function unitOffsets(text: string): (offset: number) => number {
    if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
    const units: number[] = [];
    for (let i = 0; i < text.length; i += text.codePointAt(i)! > 0xffff ? 2 : 1) units.push(i);
    units.push(text.length);
    return (offset) => units[Math.min(offset, units.length - 1)]!;
}

interface Piece {
    start: number;
    end: number;
    over: number[]; // items, in the order of their lines
    sentence: number | null;
}
interface Cover {
    start: number;
    end: number;
    item: number;
}

// Where each piece of the text begins and ends, and what lies over it: a sweep over the ends of all spans.
export function cut(length: number, covers: Cover[], sentences: { id: number; span: Span }[]): Piece[] {
    const ends = new Set([0, length]);
    for (const { start, end } of covers) ends.add(start).add(end);
    for (const { span } of sentences) ends.add(span[0]).add(span[1]);
    const bounds = [...ends].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
    const starts = [...covers].sort((a, b) => a.start - b.start || b.end - a.end);
    const open: Cover[] = [];
    const pieces: Piece[] = [];
    let next = 0,
        sentence = 0;
    for (let i = 0; i + 1 < bounds.length; i++) {
        const at = bounds[i]!;
        for (let k = open.length - 1; k >= 0; k--) if (open[k]!.end <= at) open.splice(k, 1);
        while (next < starts.length && starts[next]!.start <= at) open.push(starts[next++]!);
        while (sentence < sentences.length && sentences[sentence]!.span[1] <= at) sentence++;
        const inside =
            sentence < sentences.length && sentences[sentence]!.span[0] <= at ? sentences[sentence]!.id : null;
        pieces.push({
            start: at,
            end: bounds[i + 1]!,
            over: open.filter(({ end }) => end > at).map(({ item }) => item),
            sentence: inside,
        });
    }
    return pieces;
}

// The line that each item is drawn on, so that what overlaps does not cover each other.
function linesOf(items: Item[], shown: Set<Layer>): number[] {
    const free: number[] = []; // for each line, where it is free again
    return items.map((item) => {
        if (!shown.has(item.layer)) return -1;
        const start = item.spans[0]![0],
            end = Math.max(...item.spans.map(([, e]) => e));
        let line = free.findIndex((until) => until <= start);
        if (line < 0) line = free.length < mostLines ? free.length : mostLines - 1;
        free[line] = Math.max(free[line] ?? 0, end);
        return line;
    });
}

function remembered(): Layer[] {
    try {
        const kept = JSON.parse(localStorage.getItem("layers") ?? "null") as Layer[] | null;
        return kept?.filter((layer) => layer in layers) ?? shownAtFirst;
    } catch {
        return shownAtFirst;
    }
}

// asked: the sentence, and the very words of it, that the reader came for.
export function reading(
    text: string,
    record: RecordOfReport,
    asked: { sentence: number | null; span: Span | null } = { sentence: null, span: null },
): HTMLElement {
    const items = itemsOf(record);
    const offset = unitOffsets(text);
    const length = [...text].length;
    const shown = new Set(remembered());
    const page = h("div", {
        class: "text",
        id: "report-text",
        tabindex: 0,
        role: "group",
        "aria-label": "Text of the report. Left and right arrow keys go through what was found in it.",
    });
    const panel = h("section", { class: "found", "aria-label": "What was found here", "aria-live": "polite" });
    const chips = h("div", { class: "layers", role: "group", "aria-label": "What is underlined" });
    let pieces: { element: HTMLElement; piece: Piece }[] = [];
    let picked: number | null = null;

    function draw(): void {
        const lines = linesOf(items, shown);
        const covers = items.flatMap((item, index) =>
            shown.has(item.layer) ? item.spans.map(([start, end]) => ({ start, end, item: index })) : [],
        );
        pieces = cut(length, covers, record.sentences).map((piece) => ({
            piece,
            element: h("span", {}, text.slice(offset(piece.start), offset(piece.end))),
        }));
        const flow: HTMLElement[] = [];
        let holder: HTMLElement | null = null,
            of: number | null = null;
        for (const { piece, element } of pieces) {
            paint(element, piece, lines);
            if (piece.sentence === null) {
                holder = null;
                flow.push(element);
                continue;
            }
            if (!holder || of !== piece.sentence)
                flow.push(
                    (holder = h("span", {
                        class: piece.sentence === asked.sentence ? "sentence asked" : "sentence",
                        id: `s${piece.sentence}`,
                    })),
                );
            of = piece.sentence;
            holder.append(element);
        }
        page.replaceChildren(...flow);
        chips.replaceChildren(
            ...(Object.keys(layers) as Layer[]).map((layer) => {
                const count = items.filter((item) => item.layer === layer).length;
                return h(
                    "button",
                    {
                        type: "button",
                        id: "layer-" + layer,
                        class: "layer layer-" + layer,
                        "aria-pressed": String(shown.has(layer)),
                        hidden: count === 0,
                        click: () => {
                            if (!shown.delete(layer)) shown.add(layer);
                            try {
                                localStorage.setItem("layers", JSON.stringify([...shown]));
                            } catch {
                                /* then only for now */
                            }
                            draw();
                            if (picked !== null) markPicked(picked);
                            document.getElementById("layer-" + layer)?.focus();
                        },
                    },
                    h("span", { class: "swatch" }),
                    `${layers[layer]} ${count}`,
                );
            }),
        );
    }

    function paint(element: HTMLElement, piece: Piece, lines: number[]): void {
        if (!piece.over.length) return;
        const news = piece.over.filter((index) => items[index]!.layer !== "furniture");
        if (news.length < piece.over.length) element.classList.add("furniture");
        element.classList.add("piece");
        element.dataset.item = String(piece.over.at(-1));
        const drawn = [...new Map(news.map((index) => [lines[index]!, index])).entries()];
        const colour = (index: number): string =>
            items[index]!.layer === "events"
                ? `var(--quad${items[index]!.quad ?? 0})`
                : `var(--layer-${items[index]!.layer})`;
        element.style.backgroundImage = drawn
            .map(([, index]) => `linear-gradient(${colour(index)}, ${colour(index)})`)
            .join(", ");
        element.style.backgroundPosition = drawn
            .map(([line]) => `0 calc(100% - ${(mostLines - 1 - line) * 3}px)`)
            .join(", ");
    }

    function describe(index: number): HTMLElement {
        const item = items[index]!;
        const facts = item.facts.length
            ? h(
                  "dl",
                  {},
                  item.facts.map(([name, value]) => [
                      h("dt", {}, name),
                      h("dd", { class: name === "Why" && "why" }, name === "Why" ? h("code", {}, value) : value),
                  ]),
              )
            : null;
        return h(
            "article",
            { class: "item", "data-of": index },
            h(
                "p",
                { class: "kind" },
                h("span", {
                    class: item.layer === "events" ? `swatch quad${item.quad}` : `swatch swatch-${item.layer}`,
                }),
                layers[item.layer].replace(/ies$/, "y").replace(/(?<!s)s$/, ""),
            ),
            h("h3", {}, item.title),
            h("blockquote", {}, item.spans.map(([start, end]) => text.slice(offset(start), offset(end))).join(" … ")),
            facts,
        );
    }

    const inside = (piece: Piece, spans: Span[]): boolean =>
        spans.some(([start, end]) => start <= piece.start && piece.end <= end);
    function markPicked(index: number): void {
        const item = items[index]!;
        for (const { element, piece } of pieces) {
            element.classList.toggle("picked", inside(piece, item.spans));
            element.classList.toggle(
                "part",
                item.parts.some(({ spans }) => inside(piece, spans)),
            );
        }
    }
    // One item, and below it what else lies over the same words.
    function pick(index: number, all: number[] = [index]): void {
        picked = index;
        markPicked(index);
        const others = all.filter((other) => other !== index).reverse();
        panel.replaceChildren(h("h2", { class: "unseen" }, "Found here"), describe(index), ...others.map(describe));
        for (const article of panel.querySelectorAll<HTMLElement>("article"))
            article.addEventListener("mouseenter", () => markPicked(Number(article.dataset.of)));
        const element = pieces.find(({ piece }) => inside(piece, items[index]!.spans))?.element;
        if (element && document.activeElement === page) element.scrollIntoView({ block: "nearest" });
    }

    page.addEventListener("click", (event) => {
        const found = pieces.find(({ element }) => element === event.target);
        if (found?.piece.over.length && !String(getSelection())) pick(found.piece.over.at(-1)!, found.piece.over);
    });
    page.addEventListener("keydown", (event) => {
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (!step) return;
        event.preventDefault();
        let next = (picked ?? (step > 0 ? -1 : items.length)) + step;
        while (next >= 0 && next < items.length && !shown.has(items[next]!.layer)) next += step;
        if (next < 0 || next >= items.length) return announce(step > 0 ? "That was the last." : "That was the first.");
        pick(next);
    });

    draw();
    const byLayer = h(
        "details",
        { class: "as-table" },
        h("summary", {}, `All ${plural(items.length, "item")} as a list`),
    );
    byLayer.addEventListener("toggle", () => {
        if (!byLayer.open || byLayer.childElementCount > 1) return;
        for (const layer of Object.keys(layers) as Layer[]) {
            const mine = items.map((item, index) => ({ item, index })).filter(({ item }) => item.layer === layer);
            if (mine.length)
                byLayer.append(
                    h("h3", {}, layers[layer]),
                    h(
                        "ul",
                        {},
                        mine.map(({ item, index }) =>
                            h(
                                "li",
                                {},
                                h(
                                    "button",
                                    {
                                        type: "button",
                                        class: "link",
                                        click: () => (
                                            shown.has(layer) || (shown.add(layer), draw()),
                                            pick(index),
                                            panel.scrollIntoView({ block: "nearest" })
                                        ),
                                    },
                                    item.title,
                                ),
                            ),
                        ),
                    ),
                );
        }
    });
    panel.append(h("p", { class: "empty" }, "Pick an underlined passage to see what was read from it, and why."));
    const box = h("div", { class: "reading" }, chips, h("div", { class: "sheet" }, h("div", {}, page, byLayer), panel));
    const [from, to] = asked.span ?? [];
    const came = items.findIndex(({ spans }) => spans[0]![0] === from && spans.at(-1)![1] === to);
    if (came >= 0 && shown.has(items[came]!.layer)) pick(came);
    if (asked.sentence !== null) setTimeout(() => box.querySelector(".asked")?.scrollIntoView({ block: "center" }), 60);
    return box;
}
