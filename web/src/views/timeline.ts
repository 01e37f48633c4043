// The timeline: cooperation above the line, conflict below, what was said along the foot. The strip beneath shows the whole
// time and is dragged over to look closer; a column that is picked fills the list.
import { max, sum } from "d3-array";
import { scaleLinear } from "d3-scale";
import { get, type Bin, type Event, type List, type Query, type Statement } from "../api";
import { h, plural, svg } from "../dom";
import { asTable, drawn, hint, legend, timeAxis, timeScale, walk } from "../parts/chart";
import { csvLink, eventLine, nothing, pager, statementLine } from "../parts/lines";
import { changed, filterQuery, go, type Context, type View } from "../route";
import { addDays, dayName, dayOf, monthName, quads } from "../words";
import { strip } from "../parts/strip";

const names = ["actor", "with", "type", "status", "source", "quad", "place"];
type By = "day" | "week" | "month";

export const view: View = {
    filters: ["actor", "type", "quad", "status", "source", "since", "until"],
    title: () => "Timeline",
    render,
};

const days = (since: string, until: string): number => (+new Date(until) - +new Date(since)) / 86400e3 + 1;
export const fitting = (since: string, until: string): By =>
    days(since, until) <= 130 ? "day" : days(since, until) <= 1000 ? "week" : "month";
const endOf = (bin: string, by: By): string => {
    if (by !== "month") return addDays(bin, by === "day" ? 0 : 6);
    const date = new Date(bin);
    return dayOf(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)));
};
const binName = (bin: string, by: By): string =>
    by === "day" ? dayName(bin, true) : by === "week" ? `Week from ${dayName(bin)}` : monthName(bin);
const eventsOf = (bin: Bin): number => bin.quad1 + bin.quad2 + bin.quad3 + bin.quad4 + bin.neutral;

// What lies before the first hundredth of the events (a war long ago that is mentioned) would press all else to the edge.
export function usualStart(bins: Bin[], by: By): string | null {
    const total = sum(bins, eventsOf);
    let seen = 0;
    for (const bin of bins) {
        seen += eventsOf(bin);
        if (seen > total * 0.02)
            return days(bins[0]!.bin, bin.bin) > days(bin.bin, endOf(bins.at(-1)!.bin, by)) * 0.5 ? bin.bin : null;
    }
    return null;
}

async function render({ root, route, signal, store }: Context): Promise<void> {
    root.prepend(h("h1", {}, "Timeline"));
    const filters = filterQuery(route, names);
    if (!store.first_day || !store.last_day)
        return void root.append(nothing("The store has no day with an event yet."));
    const wholeBy = fitting(store.first_day, store.last_day);
    const whole = await get<List<Bin>>("/timeline/bins", { ...filters, by: wholeBy, limit: 1000 }, signal);
    if (!whole.rows.length) return void root.append(nothing("No event fits these filters. Take one off above."));
    const firstDay = whole.rows[0]!.bin;
    const lastBin = endOf(whole.rows.at(-1)!.bin, wholeBy);
    const lastDay = store.last_day > whole.rows.at(-1)!.bin && store.last_day < lastBin ? store.last_day : lastBin;
    const asked = { since: route.query.get("since"), until: route.query.get("until") };
    const trimmed = asked.since || asked.until ? null : usualStart(whole.rows, wholeBy);
    const since = asked.since ?? trimmed ?? firstDay;
    const until = asked.until ?? lastDay;
    const by = fitting(since, until);
    const bins =
        by === wholeBy
            ? whole.rows.filter(({ bin }) => endOf(bin, by) >= since && bin <= until)
            : (await get<List<Bin>>("/timeline/bins", { ...filters, since, until, by, limit: 1000 }, signal)).rows;

    const picked = bins.find(({ bin }) => bin === route.query.get("bin"));
    const range: Query = picked ? { since: picked.bin, until: endOf(picked.bin, by) } : { since, until };
    const total = sum(bins, eventsOf);
    const figure = h("figure", { class: "chart timeline-chart" });
    const note = trimmed
        ? h(
              "p",
              { class: "note" },
              `Shown from ${dayName(trimmed)}; little is told of before. `,
              h("a", { href: changed({ since: firstDay }), "data-stay": true }, "Show it too"),
          )
        : null;
    root.append(
        h(
            "p",
            { class: "lead" },
            `${plural(total, "event")}, ${plural(
                sum(bins, (bin) => bin.statements),
                "statement",
            )}, ${dayName(since)} – ${dayName(until)}, by ${by}.`,
        ),
        figure,
    );
    if (note) root.append(note);
    chart(figure, bins, by, since, until, picked?.bin ?? null);
    if (firstDay < lastDay)
        figure.append(
            strip(
                whole.rows.map((bin) => ({ day: bin.bin, up: bin.quad1 + bin.quad2, down: bin.quad3 + bin.quad4 })),
                firstDay,
                lastDay,
                since,
                until,
                (from, to) =>
                    go(
                        changed({ since: from <= firstDay ? null : from, until: to >= lastDay ? null : to, bin: null }),
                        { stay: true },
                    ),
            ),
        );
    figure.append(
        legend([
            ["quad1", quads[1]!],
            ["quad2", quads[2]!],
            ["quad3", quads[3]!],
            ["quad4", quads[4]!],
            ["said", "Statements"],
        ]),
        asTable(`Events by ${by}`, [by, ...quads.slice(1), "Statements", "Goldstein, mean"], () =>
            bins.map((bin) => [
                binName(bin.bin, by),
                bin.quad1,
                bin.quad2,
                bin.quad3,
                bin.quad4,
                bin.statements,
                bin.goldstein?.toFixed(1),
            ]),
        ),
    );
    await lists(
        root,
        { ...filters, ...range },
        signal,
        picked ? binName(picked.bin, by) : null,
        route.query.get("list") === "statements",
    );
}

function chart(figure: HTMLElement, bins: Bin[], by: By, since: string, until: string, picked: string | null): void {
    const box = h("div", { class: "plot" });
    figure.append(box);
    const bubble = hint(box);
    const words = (bin: Bin): string[] => [
        binName(bin.bin, by),
        [
            `${bin.quad1} words and ${bin.quad2} deeds of cooperation`,
            `${bin.quad3} words and ${bin.quad4} deeds of conflict`,
            plural(bin.statements, "statement"),
        ].join("; "),
    ];
    const pick = (bin: Bin): void => go(changed({ bin: bin.bin === picked ? null : bin.bin }), { stay: true });
    const zoom = (factor: number): void => {
        const middle = (+new Date(since) + +new Date(until)) / 2,
            half = (Math.max(6, days(since, until) * factor) * 86400e3) / 2;
        go(changed({ since: dayOf(new Date(middle - half)), until: dayOf(new Date(middle + half)), bin: null }), {
            stay: true,
        });
    };
    let show = (_index: number): void => {};
    let hide = (): void => {};
    drawn(box, (width) => {
        const height = 300,
            top = 16,
            foot = 58,
            left = width < 500 ? 28 : 40;
        const x = timeScale(since, until, left, width - 6);
        const up = Math.max(1, max(bins, (bin) => bin.quad1 + bin.quad2) ?? 1),
            down = Math.max(1, max(bins, (bin) => bin.quad3 + bin.quad4) ?? 1);
        const y = scaleLinear()
            .domain([up, -down])
            .range([top, height - foot]);
        const said = scaleLinear()
            .domain([0, Math.max(1, max(bins, (bin) => bin.statements) ?? 1)])
            .range([0, 22]);
        const place = (bin: Bin): [number, number] => [
            Math.max(left, x(new Date(bin.bin))),
            Math.min(width - 6, x(new Date(addDays(endOf(bin.bin, by), 1)))),
        ];
        const gap = x(new Date(addDays(since, 1))) - x(new Date(since)) > 4 || by !== "day" ? 1 : 0;
        const piece = (bin: Bin, from: number, to: number, className: string): SVGElement | null => {
            if (from === to) return null;
            const [a, b] = place(bin);
            return svg("rect", {
                class: className,
                x: a + gap / 2,
                width: Math.max(1, Math.min(b - a - gap, 40)),
                y: Math.min(y(from), y(to)),
                height: Math.max(1, Math.abs(y(from) - y(to)) - 0.5),
            });
        };
        const base = height - foot + 34;
        const cursor = svg("rect", { class: "cursor", y: top - 6, height: base - top + 6, visibility: "hidden" });
        const brush = svg("rect", { class: "dragging", y: top, height: base - top, visibility: "hidden" });
        const ticks = y.ticks(6).filter((tick) => Number.isInteger(tick));
        const picture = svg(
            "svg",
            {
                width,
                height,
                viewBox: `0 0 ${width} ${height}`,
                id: "timeline-plot",
                role: "group",
                "aria-roledescription": "chart",
                "aria-label":
                    "Events over time, cooperation above and conflict below. Arrow keys walk through it, Enter lists a column, plus and minus zoom.",
            },
            ticks.map((tick) => [
                svg("line", { class: tick ? "grid" : "zero", x1: left, x2: width - 6, y1: y(tick), y2: y(tick) }),
                svg("text", { class: "tick", x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, Math.abs(tick)),
            ]),
            timeAxis(x, base, base - top),
            cursor,
            bins.map((bin) =>
                svg(
                    "g",
                    { class: picked && bin.bin !== picked ? "bin faded" : "bin" },
                    piece(bin, 0, bin.quad2, "quad2"),
                    piece(bin, bin.quad2, bin.quad2 + bin.quad1, "quad1"),
                    piece(bin, 0, -bin.quad4, "quad4"),
                    piece(bin, -bin.quad4, -bin.quad4 - bin.quad3, "quad3"),
                    bin.statements > 0 &&
                        svg("rect", {
                            class: "said",
                            x: place(bin)[0] + gap / 2,
                            width: Math.max(1, Math.min(place(bin)[1] - place(bin)[0] - gap, 40)),
                            y: base - said(bin.statements),
                            height: said(bin.statements),
                        }),
                ),
            ),
            svg("text", { class: "side", x: left + 4, y: top - 4 }, "cooperation ↑"),
            svg("text", { class: "side", x: left + 4, y: height - foot + 10 }, "conflict ↓"),
            brush,
        );
        show = (index) => {
            const [a, b] = place(bins[index]!);
            cursor.setAttribute("x", String(a));
            cursor.setAttribute("width", String(Math.max(2, b - a)));
            cursor.setAttribute("visibility", "visible");
            bubble.show((a + b) / 2, height + 4, ...words(bins[index]!));
        };
        hide = () => {
            cursor.setAttribute("visibility", "hidden");
            bubble.hide();
        };
        const at = (event: PointerEvent): number => event.clientX - picture.getBoundingClientRect().left;
        const under = (position: number): number =>
            bins.findIndex((bin) => place(bin)[0] <= position && position < place(bin)[1]);
        let from: number | null = null;
        picture.addEventListener("pointerdown", (event) => {
            if (event.pointerType !== "touch") from = at(event);
        });
        picture.addEventListener("pointermove", (event) => {
            const position = at(event);
            if (from !== null && Math.abs(position - from) > 6) {
                picture.setPointerCapture(event.pointerId);
                brush.setAttribute("visibility", "visible");
                brush.setAttribute("x", String(Math.min(from, position)));
                brush.setAttribute("width", String(Math.abs(position - from)));
                return hide();
            }
            const index = under(position);
            if (index >= 0) show(index);
            else hide();
        });
        picture.addEventListener("pointerup", (event) => {
            const start = from,
                position = at(event);
            from = null;
            brush.setAttribute("visibility", "hidden");
            if (start !== null && Math.abs(position - start) > 6) {
                const [a, b] = [
                    Math.max(left, Math.min(start, position)),
                    Math.min(width - 6, Math.max(start, position)),
                ];
                return go(changed({ since: dayOf(x.invert(a)), until: dayOf(x.invert(b - 0.01)), bin: null }), {
                    stay: true,
                });
            }
            const index = under(position);
            if (index >= 0) pick(bins[index]!);
        });
        picture.addEventListener("pointerleave", () => hide());
        walk(picture, () => bins.length, {
            say: (index) => words(bins[index]!).join(": "),
            show: (index) => show(index),
            open: (index) => pick(bins[index]!),
            leave: () => hide(),
            key: (event) => {
                if (event.key === "+" || event.key === "=") zoom(0.5);
                else if (event.key === "-") zoom(2);
                else return false;
                return true;
            },
        });
        const focused = document.activeElement?.id === "timeline-plot" && box.contains(document.activeElement);
        box.querySelector("svg")?.remove();
        box.prepend(picture);
        if (focused) picture.focus();
    });
}

async function lists(
    root: HTMLElement,
    query: Query,
    signal: AbortSignal,
    bin: string | null,
    statements: boolean,
): Promise<void> {
    const said: Query = Object.fromEntries(
        Object.entries(query).filter(([name]) => ["actor", "with", "source", "since", "until"].includes(name)),
    );
    const path = statements ? "/statements" : "/timeline";
    const ask: Query = { ...(statements ? said : query), order: "-day", limit: 50 };
    const page = await get<List<Event | Statement>>(path, ask, signal);
    const draw = (row: Event | Statement): HTMLElement => ("event" in row ? eventLine(row) : statementLine(row));
    const list = h("ol", { class: "lines" }, page.rows.map(draw));
    const tab = (words: string, value: string | null, on: boolean): HTMLElement =>
        h(
            "a",
            { id: "tab-" + words, href: changed({ list: value }), "data-stay": true, "aria-current": on && "true" },
            words,
        );
    root.append(
        h(
            "section",
            { class: "list", "aria-label": "List" },
            h(
                "div",
                { class: "list-head" },
                h("h2", {}, bin ?? "All in this time"),
                h(
                    "p",
                    { class: "tabs" },
                    tab("Events", null, !statements),
                    tab("Statements", "statements", statements),
                ),
                bin && h("a", { href: changed({ bin: null }), "data-stay": true }, "Show all"),
                csvLink(path, ask),
            ),
            page.rows.length ? list : nothing(statements ? "No statement in this time." : "No event in this time."),
            pager(
                list,
                { next: page.next, total: page.total, shown: page.rows.length },
                (offset) => get<List<Event | Statement>>(path, { ...ask, offset }),
                draw,
            ),
        ),
    );
}
