// Who wants what of whom: for each party a line per issue, on which demands, refusals and answers stand in their order of time.
import { get, type List, type Position, type Query } from "../api";
import { h, plural, svg, type Child } from "../dom";
import { drawn, legend, timeAxis, timeScale } from "../parts/chart";
import { actorLink, csvLink, nothing, sourceLink } from "../parts/lines";
import { changed, filterQuery, go, type Context, type View } from "../route";
import { actorName, dayName } from "../words";
import "../style/positions.css";

export const view: View = { filters: ["actor", "since", "until"], title: () => "Positions", render };

const answers: Record<string, string> = {
    open: "no answer known",
    accepted: "accepted",
    rejected: "rejected",
    retracted: "withdrawn",
};
const stances = ["demand", "offer", "condition", "red-line", "refuse", "accept"];

interface Group {
    party: string;
    toward: string | null;
    issue: string | null;
    rows: Position[];
}

function groupsOf(rows: Position[]): Map<string, Group[]> {
    const parties = new Map<string, Map<string, Group>>();
    for (const row of rows) {
        const party = row.party ?? "somebody";
        const groups = parties.get(party) ?? new Map<string, Group>();
        parties.set(party, groups);
        const key = `${row.toward}\n${row.issue}`;
        const group = groups.get(key) ?? { party, toward: row.toward, issue: row.issue, rows: [] };
        group.rows.push(row);
        groups.set(key, group);
    }
    return new Map(
        [...parties]
            .sort(([, a], [, b]) => sizeOf(b) - sizeOf(a))
            .map(([party, groups]) => [party, [...groups.values()].sort((a, b) => b.rows.length - a.rows.length)]),
    );
}
const sizeOf = (groups: Map<string, Group>): number => [...groups.values()].reduce((n, { rows }) => n + rows.length, 0);
// Where a matter stands: the last answer that was given, if any was.
const standing = (group: Group): string => group.rows.findLast(({ answer }) => answer !== "open")?.answer ?? "open";

// An issue without a name goes by the shortest words that tell it.
function shortest(group: Group): string {
    const words =
        group.rows
            .map((row) => row.words ?? "")
            .filter(Boolean)
            .sort((a, b) => a.length - b.length)[0] ?? "…";
    return words.length > 60 ? words.slice(0, 58) + "…" : words;
}

async function render({ root, route, signal }: Context): Promise<void> {
    const picks = ["stance", "answer"] as const;
    const query: Query = { ...filterQuery(route, ["actor", "with", "since", "until", ...picks]), limit: 1000 };
    const page = await get<List<Position>>("/positions", query, signal);
    const pick = (name: "stance" | "answer", values: string[], words: (value: string) => string): Child => {
        const select: HTMLSelectElement = h(
            "select",
            { id: "pick-" + name, change: () => go(changed({ [name]: select.value || null }), { stay: true }) },
            h("option", { value: "" }, "Any"),
            values.map((value) => h("option", { value, selected: route.query.get(name) === value }, words(value))),
        );
        return h(
            "span",
            { class: "field" },
            h("label", { for: "pick-" + name }, name === "stance" ? "Stance" : "Answer"),
            select,
        );
    };
    root.prepend(
        h("h1", {}, "Positions"),
        h(
            "p",
            { class: "lead" },
            "What each party demands, offers, refuses or accepts, toward whom, and the answer it met. Unfold a line for the words.",
        ),
    );
    root.append(
        h(
            "p",
            { class: "picks" },
            pick("stance", stances, (value) => value),
            pick("answer", Object.keys(answers), (value) => answers[value]!),
        ),
        h("div", { class: "list-head" }, h("h2", {}, plural(page.total, "position")), csvLink("/positions", query)),
    );
    if (!page.rows.length) return void root.append(nothing("Nobody demands or offers anything here."));
    const days = page.rows
        .map(({ day }) => day?.slice(0, 10))
        .filter((day): day is string => !!day)
        .sort();
    root.append(
        legend([
            ["dot-open", "no answer known"],
            ["dot-accepted", "accepted"],
            ["dot-rejected", "rejected"],
            ["dot-retracted", "withdrawn"],
        ]),
    );
    if (page.next !== null)
        root.append(
            h(
                "p",
                { class: "note" },
                `The first ${page.rows.length} of ${page.total}: choose an actor or days above to see others.`,
            ),
        );
    for (const [party, groups] of groupsOf(page.rows)) {
        root.append(
            h(
                "section",
                { class: "party", "aria-label": actorName(party) },
                h("h3", {}, /^[A-Z]{2,}$/.test(party) ? actorLink(party, party) : party),
                groups.map((group) => lane(group, days[0], days.at(-1))),
            ),
        );
    }
}

function lane(group: Group, first: string | undefined, last: string | undefined): HTMLElement {
    const line = h("span", { class: "lane", "aria-hidden": "true" });
    if (first && last)
        drawn(line, (width) => {
            const x = timeScale(first, last, 8, width - 8);
            const under = timeAxis(x, 30, 26);
            line.replaceChildren(
                svg(
                    "svg",
                    { width, height: 30, viewBox: `0 0 ${width} 30` },
                    under,
                    svg("line", { class: "zero", x1: 0, x2: width, y1: 15, y2: 15 }),
                    group.rows
                        .filter(({ day }) => day)
                        .map((row) =>
                            svg("circle", {
                                class: "dot-" + row.answer,
                                cx: x(new Date(row.day!.slice(0, 10))),
                                cy: 15,
                                r: row.stance === "demand" || row.stance === "red-line" ? 5.5 : 4,
                            }),
                        ),
                ),
            );
        });
    const box = h(
        "details",
        {
            class: "group",
            toggle: () => {
                if (box.open && box.childElementCount === 1) box.append(h("ol", {}, group.rows.map(positionLine)));
            },
        },
        h(
            "summary",
            {},
            h(
                "span",
                { class: "issue" },
                group.issue ?? h("q", {}, shortest(group)),
                group.toward && h("span", { class: "to" }, ` → ${actorName(group.toward)}`),
            ),
            line,
            h(
                "span",
                { class: "stands" },
                h(
                    "span",
                    { class: "badge badge-answer-" + standing(group) },
                    answers[standing(group)] ?? standing(group),
                ),
                h("span", {}, `${group.rows.length}×`),
            ),
        ),
    );
    return box;
}

function positionLine(row: Position): HTMLElement {
    return h(
        "li",
        { class: "position" },
        h("time", { datetime: row.day }, dayName(row.day)),
        h(
            "div",
            {},
            h("p", {}, h("strong", {}, row.stance), row.words && [": ", h("span", { class: "quote" }, row.words)]),
            h(
                "p",
                { class: "about" },
                h("span", {}, answers[row.answer] ?? row.answer, row.answer_by && ` by ${actorName(row.answer_by)}`),
                sourceLink({ ...row, published: null }),
            ),
        ),
    );
}
