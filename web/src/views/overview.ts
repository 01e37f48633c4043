// The first sight: how much there is, how to read it, what happened last, what is disputed, what is due, who deals with whom.
import { get, type Bin, type Disputed, type Due, type Event, type List, type Pair, type Report } from "../api";
import { h, plural, type Child } from "../dom";
import { balance, bars } from "../parts/bars";
import { legend } from "../parts/chart";
import { dispute } from "../parts/disputes";
import { dueLine } from "../parts/dues";
import { actorLink, eventLine, nothing } from "../parts/lines";
import type { Context, View } from "../route";
import { quads } from "../words";
import "../style/overview.css";

export const view: View = { title: () => "Overview", render };

// Open until the reader folds it.
function folded(now?: boolean): boolean {
    try {
        if (now !== undefined) localStorage.setItem("how", now ? "folded" : "open");
        return localStorage.getItem("how") === "folded";
    } catch {
        return false;
    }
}

const howTo = (): HTMLElement =>
    h(
        "details",
        {
            class: "how",
            id: "how",
            open: !folded(),
            toggle: (event: globalThis.Event) => folded(!(event.target as HTMLDetailsElement).open),
        },
        h("summary", {}, h("h2", {}, "How to read this")),
        h(
            "ul",
            {},
            h(
                "li",
                {},
                "An ",
                h("strong", {}, "event"),
                " is who did what to whom. Blue is working together, orange is working against each other; light are words, dark are deeds.",
            ),
            h(
                "li",
                {},
                "A line without a badge is told as a fact. ",
                h("span", { class: "badge badge-alleged" }, "alleged"),
                " means that somebody says so, ",
                h("span", { class: "badge badge-denied" }, "denied"),
                " that somebody denies it, ",
                h("span", { class: "badge badge-planned" }, "planned"),
                " that it is yet to come.",
            ),
            h(
                "li",
                {},
                h("strong", {}, "3 sources"),
                " are reports that do not copy each other. Unfold them: each sentence leads to its place in its report.",
            ),
            h(
                "li",
                {},
                "All of it was read by a program. It errs; so every line can be checked against its sentence, with why it was read so.",
            ),
        ),
    );

function box(title: string, href: string, more: string, ...children: Child[]): HTMLElement {
    return h(
        "section",
        { class: "box", "aria-label": title },
        h("div", { class: "list-head" }, h("h2", {}, title), h("a", { class: "export", href }, more)),
        children,
    );
}

async function render({ root, store, signal }: Context): Promise<void> {
    const latestReport = get<List<Report>>("/reports", { order: "-day", limit: 1 }, signal).then(
        ({ rows }) => rows[0]?.published ?? null,
    );
    const span =
        store.first_day && store.last_day ? (+new Date(store.last_day) - +new Date(store.first_day)) / 86400e3 : 0;
    const [bins, events, disputed, due, pairs] = await Promise.all([
        get<List<Bin>>(
            "/timeline/bins",
            { by: span > 1000 ? "month" : span > 100 ? "week" : "day", limit: 1000 },
            signal,
        ),
        get<List<Event>>("/timeline", { status: ["occurred", "ongoing"], order: "-day", limit: 8 }, signal),
        get<List<Disputed>>("/disputed", { limit: 3 }, signal),
        latestReport.then((day) => get<List<Due>>("/schedule", { since: day, limit: 5 }, signal)),
        get<List<Pair>>("/pairs", { top: 30, limit: 8 }, signal),
    ]);
    const figure = (n: number, words: string, href: string): HTMLElement =>
        h("li", {}, h("a", { href }, h("strong", {}, n.toLocaleString("en")), " ", words));
    root.append(
        h("h1", {}, "Overview"),
        h(
            "ul",
            { class: "figures" },
            figure(store.events, "events", "/timeline"),
            figure(store.statements, "statements", "/timeline?list=statements"),
            figure(store.reports, "reports", "/reports"),
            figure(disputed.total, "disputed", "/disputed"),
            figure(due.total, "due", "/schedule"),
        ),
        howTo(),
    );
    if (!store.reports)
        return void root.append(
            nothing("The store is empty. Add reports with “dateline add”, or "),
            h("p", {}, h("a", { href: "/read" }, "read one here")),
        );
    if (bins.rows.length > 1)
        root.append(
            h(
                "figure",
                { class: "chart" },
                bars(bins.rows, "/timeline", bins.rows[0]!.bin, bins.rows.at(-1)!.bin),
                legend([
                    ["quad1", quads[1]!],
                    ["quad2", quads[2]!],
                    ["quad3", quads[3]!],
                    ["quad4", quads[4]!],
                ]),
            ),
        );
    root.append(
        h(
            "div",
            { class: "columns" },
            h(
                "div",
                {},
                box(
                    "Latest",
                    "/timeline",
                    "All events",
                    events.rows.length
                        ? h("ol", { class: "lines" }, events.rows.map(eventLine))
                        : nothing("Nothing happened yet."),
                ),
            ),
            h(
                "div",
                {},
                box(
                    "What is disputed",
                    "/disputed",
                    plural(disputed.total, "dispute"),
                    disputed.rows.length
                        ? disputed.rows.map((row) => dispute(row, true))
                        : nothing("No two sources disagree."),
                ),
                box(
                    "What is due",
                    "/schedule",
                    "The schedule",
                    due.rows.length
                        ? h("ol", { class: "lines" }, due.rows.map(dueLine))
                        : nothing("Nothing is announced after the last report."),
                ),
                box(
                    "Who deals with whom",
                    "/actors",
                    "All actors",
                    pairs.rows.length ? h("ul", { class: "pairs" }, pairs.rows.map(pairLine)) : nothing("Nobody yet."),
                ),
            ),
        ),
    );
}

function pairLine(pair: Pair): HTMLElement {
    const name = `${pair.cooperation} of cooperation, ${pair.conflict} of conflict`;
    return h(
        "li",
        {},
        h(
            "span",
            {},
            actorLink(pair.source, pair.source_actor, pair.source_entity),
            " → ",
            actorLink(pair.target, pair.target_actor, pair.target_entity),
        ),
        balance(pair.cooperation, pair.conflict, name),
        h(
            "a",
            {
                href: `/timeline?actor=${encodeURIComponent(pair.source_actor ?? pair.source_entity ?? pair.source)}&with=${encodeURIComponent(pair.target_actor ?? pair.target_entity ?? pair.target)}`,
            },
            plural(pair.events, "event"),
        ),
    );
}
