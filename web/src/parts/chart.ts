// What charts share: drawn as wide as there is room and again when that changes, a hint beside the pointer, the days under an
// axis, keys to walk through the marks, and the same as a table for who cannot see them.
import { scaleUtc, type ScaleTime } from "d3-scale";
import { announce, h, svg, type Child } from "../dom";

// Calls draw(width) when the box has its place, and when the width changes.
export function drawn(box: HTMLElement, draw: (width: number) => void): void {
    let width = 0;
    new ResizeObserver(() => {
        const now = Math.floor(box.clientWidth);
        if (now > 0 && now !== width) draw((width = now));
    }).observe(box);
}

export function timeScale(since: string, until: string, left: number, right: number): ScaleTime<number, number> {
    return scaleUtc()
        .domain([new Date(since), new Date(+new Date(until) + 86400e3)])
        .range([left, right]);
}

const tickMonth = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
export function timeAxis(x: ScaleTime<number, number>, y: number, height: number): SVGGElement {
    const [left, right] = x.range() as [number, number];
    // On short times ticks fall within days: one each day is enough.
    const seen = new Set<string>();
    const ticks = x.ticks(Math.max(2, Math.floor((right - left) / 105))).filter((tick) => {
        const day = tick.toISOString().slice(0, 10);
        return tick.getUTCHours() === 0 && !seen.has(day) && seen.add(day);
    });
    let year = 0;
    return svg(
        "g",
        { class: "axis", "aria-hidden": "true" },
        ticks.map((tick) => {
            const at = x(tick);
            const newYear = tick.getUTCFullYear() !== year;
            year = tick.getUTCFullYear();
            const day =
                tick.getUTCDate() === 1 && tick.getUTCMonth() === 0 && ticks.length > 1
                    ? ""
                    : tick.getUTCDate() === 1
                      ? tickMonth.format(tick)
                      : `${tick.getUTCDate()} ${tickMonth.format(tick)}`;
            return [
                svg("line", { x1: at, x2: at, y1: y - height, y2: y, class: "grid" }),
                svg(
                    "text",
                    { x: at, y: y + 14, "text-anchor": at > right - 40 ? "end" : at < left + 20 ? "start" : "middle" },
                    newYear ? [day, String(year)].filter(Boolean).join(" ") : day,
                ),
            ];
        }),
    );
}

// A hint that follows the pointer. Not for screen readers: what it says is said by announce() or the table.
export function hint(box: HTMLElement): { show(x: number, y: number, ...words: Child[]): void; hide(): void } {
    const bubble = h("div", { class: "hint", "aria-hidden": "true", hidden: true });
    box.append(bubble);
    return {
        show(x, y, ...words) {
            bubble.replaceChildren();
            bubble.append(...words.filter(Boolean).map((word) => (word instanceof Node ? word : h("p", {}, word))));
            bubble.hidden = false;
            const width = bubble.offsetWidth;
            bubble.style.left = Math.max(0, Math.min(box.clientWidth - width, x - width / 2)) + "px";
            bubble.style.top = y + "px";
        },
        hide() {
            bubble.hidden = true;
        },
    };
}

// Arrow keys walk through the marks of a chart (or whatever has a place in an order), Enter opens one, Escape leaves it.
export function walk(
    chart: Element,
    count: () => number,
    at: {
        say(index: number): string;
        show(index: number): void;
        open?(index: number): void;
        leave(): void;
        key?(event: KeyboardEvent): boolean;
    },
): void {
    let here = -1;
    chart.setAttribute("tabindex", "0");
    chart.addEventListener("keydown", ((event: KeyboardEvent) => {
        const last = count() - 1;
        if (at.key?.(event)) return event.preventDefault();
        if (event.key === "Escape") {
            here = -1;
            return at.leave();
        }
        if (event.key === "Enter" && here >= 0) {
            event.preventDefault();
            return at.open?.(here);
        }
        const step: Record<string, number> = {
            ArrowRight: here + 1,
            ArrowDown: here + 1,
            ArrowLeft: here - 1,
            ArrowUp: here - 1,
            Home: 0,
            End: last,
            PageDown: here + 10,
            PageUp: here - 10,
        };
        const next = step[event.key];
        if (next === undefined || last < 0) return;
        event.preventDefault();
        here = Math.max(0, Math.min(last, next));
        at.show(here);
        announce(at.say(here));
    }) as EventListener);
    chart.addEventListener("blur", () => at.leave());
}

// The same as a table, made when it is first unfolded.
export function asTable(caption: string, columns: string[], rows: () => Child[][]): HTMLElement {
    const box = h(
        "details",
        {
            class: "as-table",
            toggle: () => {
                if (box.open && box.childElementCount === 1) box.append(table(caption, columns, rows()));
            },
        },
        h("summary", {}, "As a table"),
    );
    return box;
}

export function table(caption: string, columns: string[], rows: Child[][]): HTMLElement {
    return h(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
        h(
            "table",
            {},
            h("caption", {}, caption),
            h(
                "thead",
                {},
                h(
                    "tr",
                    {},
                    columns.map((column) => h("th", { scope: "col" }, column)),
                ),
            ),
            h(
                "tbody",
                {},
                rows.map((row) =>
                    h(
                        "tr",
                        {},
                        row.map((cell, i) =>
                            i
                                ? h(
                                      "td",
                                      { class: typeof cell === "number" && "number" },
                                      typeof cell === "number" ? cell.toLocaleString("en") : cell,
                                  )
                                : h("th", { scope: "row" }, cell),
                        ),
                    ),
                ),
            ),
        ),
    );
}

export function legend(entries: [className: string, words: string][]): HTMLElement {
    return h(
        "ul",
        { class: "legend" },
        entries.map(([className, words]) => h("li", {}, h("span", { class: "mark " + className }), words)),
    );
}
