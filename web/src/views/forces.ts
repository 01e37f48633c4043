// Numbers of troops and weapons over time: each as the range its words leave open, with its source; where sources disagree the
// band between the lowest and the highest of a day shows by how much.
import { max, rollups } from "d3-array";
import { scaleLinear } from "d3-scale";
import { area } from "d3-shape";
import { get, type ForcePoint, type ForceSeries, type List, type Query } from "../api";
import { h, plural, svg } from "../dom";
import { asTable, drawn, hint, timeAxis, timeScale, walk } from "../parts/chart";
import { actorLink, csvLink, nothing, sourceLink } from "../parts/lines";
import { filterQuery, go, type Context, type View } from "../route";
import { actorName, dateOf, dayName, number, quantity } from "../words";
import "../style/forces.css";

export const view: View = { filters: ["actor", "since", "until"], title: () => "Forces", render };

const open = 1e14; // "more than" has no upper end
const top = (point: ForcePoint): number =>
    point.high !== null && point.high < open ? point.high : (point.count ?? point.low ?? 0);
const name = (series: ForceSeries): string =>
    [actorName(series.party), series.unit, series.place && `at ${series.place}`, series.planned ? "(planned)" : ""]
        .filter(Boolean)
        .join(" ");
const dayOfPoint = (point: ForcePoint): string =>
    point.day!.length === 4
        ? point.day + "-07-01"
        : point.day!.length === 7
          ? point.day + "-15"
          : point.day!.slice(0, 10);

async function render({ root, route, signal }: Context): Promise<void> {
    const query: Query = { ...filterQuery(route, ["actor", "since", "until"]), limit: 200 };
    const page = await get<List<ForceSeries>>("/forces/series", query, signal);
    root.prepend(
        h("h1", {}, "Forces"),
        h(
            "p",
            { class: "lead" },
            "How many of what each party has where, as reports give it. A bar is what the words leave open (“about”, “at least”); the band spans what sources say at the same time.",
        ),
    );
    root.append(
        h(
            "div",
            { class: "list-head" },
            h("h2", {}, plural(page.total, "series", "series")),
            csvLink("/forces", query),
        ),
    );
    if (!page.rows.length) return void root.append(nothing("No report gives a number of forces here."));
    const dated = page.rows.map((series) => ({ ...series, points: series.points.filter(({ day }) => dateOf(day)) }));
    const charts = dated
        .filter(({ points }) => new Set(points.map(({ count, day }) => `${count} ${day}`)).size > 1)
        .sort((a, b) => b.points.length - a.points.length);
    const shown = new Set(charts.map(name));
    root.append(
        h(
            "div",
            { class: "cards force-cards" },
            charts.map((series, index) => card(series, index)),
        ),
    );
    const single = page.rows.filter((series) => !shown.has(name(series)));
    if (single.length)
        root.append(
            h(
                "section",
                {},
                h("div", { class: "list-head" }, h("h2", {}, "Numbers given once")),
                h(
                    "ol",
                    { class: "lines" },
                    single.flatMap((series) =>
                        series.points
                            .slice(0, 1)
                            .map((point) =>
                                h(
                                    "li",
                                    { class: "line" },
                                    h("time", { datetime: point.day }, dayName(point.day)),
                                    h("span", {}),
                                    h(
                                        "div",
                                        { class: "body" },
                                        h(
                                            "p",
                                            { class: "deed" },
                                            actorLink(series.party),
                                            ": ",
                                            quantity(point.count, point.bound, series.unit),
                                            series.place && h("span", { class: "place" }, series.place),
                                            series.planned > 0 &&
                                                h("span", { class: "badge badge-planned" }, "planned"),
                                        ),
                                        point.text && h("p", { class: "quote" }, point.text),
                                        says(point),
                                    ),
                                ),
                            ),
                    ),
                ),
            ),
        );
    if (page.next !== null)
        root.append(
            h(
                "p",
                { class: "note" },
                `The first ${page.rows.length} of ${page.total} series: choose an actor above to see others.`,
            ),
        );
}

const says = (point: ForcePoint): HTMLElement =>
    h(
        "p",
        { class: "about" },
        point.on_word_of && h("span", {}, `according to ${actorName(point.on_word_of)}`),
        sourceLink({ ...point, published: point.day }),
    );

function card(series: ForceSeries, index: number): HTMLElement {
    const points = [...series.points].sort((a, b) => dayOfPoint(a).localeCompare(dayOfPoint(b)));
    const words = (point: ForcePoint): string[] => [
        `${dayName(point.day)}: ${quantity(point.count, point.bound, series.unit)}`,
        `according to ${actorName(point.on_word_of ?? point.agency ?? point.key)}`,
    ];
    const box = h("div", { class: "plot" });
    const bubble = hint(box);
    const detail = h("ol", { class: "force-points" });
    const article = h(
        "article",
        { class: "force" },
        h("h3", {}, name(series)),
        box,
        h(
            "details",
            {
                class: "as-table",
                toggle: () =>
                    detail.hasChildNodes() ||
                    detail.append(
                        ...points.map((point) =>
                            h(
                                "li",
                                {},
                                h(
                                    "p",
                                    {},
                                    h("strong", {}, `${quantity(point.count, point.bound, series.unit)}`),
                                    ` ${dayName(point.day)}`,
                                ),
                                point.text && h("p", { class: "quote" }, point.text),
                                says(point),
                            ),
                        ),
                    ),
            },
            h("summary", {}, plural(points.length, "number") + " with sources"),
            detail,
        ),
        asTable(name(series), ["Day", "Bound", "Number", "From", "To", "On the word of", "Source"], () =>
            points.map((point) => [
                dayName(point.day),
                point.bound,
                point.count,
                point.low,
                top(point) === point.high ? point.high : "open",
                point.on_word_of,
                sourceLink({ ...point, published: null }),
            ]),
        ),
    );
    drawn(box, (width) => {
        const height = 170,
            left = 52,
            foot = 22;
        const x = timeScale(dayOfPoint(points[0]!), dayOfPoint(points.at(-1)!), left + 6, width - 10);
        const y = scaleLinear()
            .domain([0, (max(points, top) ?? 1) * 1.08])
            .range([height - foot, 8]);
        const at = (point: ForcePoint): number => x(new Date(+new Date(dayOfPoint(point)) + 43200e3));
        const days = rollups(
            points,
            (same) => ({
                low: Math.min(...same.map((point) => point.low ?? point.count ?? 0)),
                high: Math.max(...same.map(top)),
            }),
            dayOfPoint,
        ).map(([day, band]) => ({ at: x(new Date(+new Date(day) + 43200e3)), ...band }));
        // A little over both ends, so that a single day has a band too.
        const bands = [{ ...days[0]!, at: days[0]!.at - 6 }, ...days, { ...days.at(-1)!, at: days.at(-1)!.at + 6 }];
        const band = area<{ at: number; low: number; high: number }>()
            .x(({ at }) => at)
            .y0(({ low }) => y(low))
            .y1(({ high }) => y(high));
        const cursor = svg("circle", { class: "force-here", r: 8, visibility: "hidden" });
        const show = (i: number): void => {
            const point = points[i]!,
                px = at(point),
                py = y(point.count ?? point.low ?? 0);
            cursor.setAttribute("cx", String(px));
            cursor.setAttribute("cy", String(py));
            cursor.setAttribute("visibility", "visible");
            bubble.show(px, py + 14, ...words(point));
        };
        const hide = (): void => {
            cursor.setAttribute("visibility", "hidden");
            bubble.hide();
        };
        const picture = svg(
            "svg",
            {
                width,
                height,
                viewBox: `0 0 ${width} ${height}`,
                id: `force-${index}`,
                role: "group",
                "aria-roledescription": "chart",
                "aria-label": `${name(series)}: numbers over time. Arrow keys walk through them, Enter opens the source.`,
            },
            y
                .ticks(4)
                .map((tick) => [
                    svg("line", { class: tick ? "grid" : "zero", x1: left, x2: width - 6, y1: y(tick), y2: y(tick) }),
                    svg("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, number(tick)),
                ]),
            timeAxis(x, height - foot, 0),
            svg("path", { class: "band", d: band(bands) }),
            cursor,
            points.map((point, i) =>
                svg(
                    "g",
                    {
                        class: "force-point",
                        click: () => go(`/report/${point.report}?sentence=${point.sentence}`),
                        pointerenter: () => show(i),
                        pointerleave: hide,
                    },
                    svg("line", {
                        class: top(point) === point.high ? "range" : "range unbounded",
                        x1: at(point),
                        x2: at(point),
                        y1: y(point.low ?? 0),
                        y2: top(point) === point.high ? y(point.high!) : Math.max(4, y(top(point)) - 14),
                    }),
                    svg("circle", { cx: at(point), cy: y(point.count ?? point.low ?? 0), r: 3.5 }),
                    svg("circle", { class: "reach", cx: at(point), cy: y(point.count ?? point.low ?? 0), r: 9 }),
                ),
            ),
        );
        walk(picture, () => points.length, {
            say: (i) => words(points[i]!).join(", "),
            show,
            open: (i) => go(`/report/${points[i]!.report}?sentence=${points[i]!.sentence}`),
            leave: hide,
        });
        box.querySelector("svg")?.remove();
        box.prepend(picture);
    });
    return h("div", { class: "chart" }, article);
}
