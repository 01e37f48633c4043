// Who there is and who deals with whom: as a network, as a matrix of who does it to whom, and as a list.
import { get, type Actor, type List, type Pair, type Query } from "../api";
import { h, plural } from "../dom";
import { csvLink, nothing, pager } from "../parts/lines";
import { matrix } from "../parts/matrix";
import { changed, filterQuery, go, type Context, type View } from "../route";
import { actorName } from "../words";
import "../style/actors.css";

export const view: View = {
    filters: ["actor", "type", "quad", "status", "source", "since", "until"],
    title: () => "Actors",
    render,
};

const shows: [string, string][] = [
    ["network", "Network"],
    ["matrix", "Matrix"],
    ["list", "List"],
];

async function render({ root, route, signal }: Context): Promise<void> {
    const show = route.query.get("show") ?? "network";
    const tabs = h(
        "p",
        { class: "tabs" },
        shows.map(([value, words]) =>
            h(
                "a",
                {
                    id: "show-" + value,
                    href: changed({ show: value === "network" ? null : value }),
                    "data-stay": true,
                    "aria-current": show === value && "true",
                },
                words,
            ),
        ),
    );
    const lead = h("p", { class: "lead" });
    root.prepend(h("div", { class: "list-head plain-head" }, h("h1", {}, "Actors"), tabs), lead);
    if (show === "list") {
        root.querySelector(".filter-bar")?.remove(); // the list counts all events
        return list(root, route.query.get("name"), signal);
    }
    const query: Query = {
        ...filterQuery(route, ["actor", "with", "type", "status", "source", "quad", "since", "until"]),
        top: 30,
        limit: 1000,
    };
    const pairs = await get<List<Pair>>("/pairs", query, signal);
    if (!pairs.rows.length)
        return void root.append(nothing("No two actors deal with each other here. Take a filter off above."));
    lead.textContent =
        "The thirty actors with most events. " +
        (show === "matrix"
            ? "Rows act, columns are acted upon; a number is how many events, its colour whether they are of cooperation (blue) or conflict (orange)."
            : "A line is as thick as there are events between two; blue where most are of cooperation, orange where most are of conflict, grey where they are mixed.");
    if (show === "matrix") root.append(matrix(pairs.rows));
    else
        root.append(
            (await import("../parts/network")).network(pairs.rows),
            h("details", { class: "as-table" }, h("summary", {}, "As a table"), matrix(pairs.rows)),
        );
    root.append(h("p", { class: "exports" }, csvLink("/pairs", query)));
}

async function list(root: HTMLElement, name: string | null, signal: AbortSignal): Promise<void> {
    const query: Query = { q: name, limit: 100 };
    const page = await get<List<Actor>>("/actors", query, signal);
    const draw = (actor: Actor): HTMLElement =>
        h(
            "tr",
            {},
            h(
                "th",
                { scope: "row" },
                h(
                    "a",
                    { class: "actor", href: "/actor/" + encodeURIComponent(actor.code ?? String(actor.id)) },
                    actor.code ? actorName(actor.code) : actor.name,
                ),
            ),
            h(
                "td",
                {},
                [
                    actor.kind === "code" ? "" : actor.kind,
                    actor.role,
                    actor.actor && actor.actor !== actor.code ? actorName(actor.actor) : "",
                ]
                    .filter(Boolean)
                    .join(", "),
            ),
            h("td", { class: "number" }, actor.events.toLocaleString("en")),
            h("td", { class: "number" }, actor.reports.toLocaleString("en")),
        );
    const body = h("tbody", {}, page.rows.map(draw));
    const input = h("input", {
        id: "actor-name",
        type: "search",
        value: name ?? "",
        change: () => go(changed({ name: input.value || null }), { stay: true }),
    });
    root.append(
        h("p", { class: "field" }, h("label", { for: "actor-name" }, "Name"), input),
        h("div", { class: "list-head" }, h("h2", {}, plural(page.total, "actor")), csvLink("/actors", query)),
        h(
            "div",
            { class: "scroll" },
            h(
                "table",
                { class: "wide" },
                h(
                    "thead",
                    {},
                    h(
                        "tr",
                        {},
                        ["Name", "What", "Events", "Reports"].map((words) => h("th", { scope: "col" }, words)),
                    ),
                ),
                body,
            ),
        ),
        pager(
            body,
            { next: page.next, total: page.total, shown: page.rows.length },
            (offset) => get<List<Actor>>("/actors", { ...query, offset }),
            draw,
        ),
    );
}
