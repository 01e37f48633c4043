// What sources do not agree on: claims and denials side by side, and numbers that exclude each other.
import { get, type Disputed, type List, type Query } from "../api";
import { h, plural } from "../dom";
import { dispute } from "../parts/disputes";
import { csvLink, nothing, pager } from "../parts/lines";
import { filterQuery, type Context, type View } from "../route";

export const view: View = { filters: ["actor", "since", "until"], title: () => "Disputed", render };

async function render({ root, route, signal }: Context): Promise<void> {
    const query: Query = { ...filterQuery(route, ["actor", "since", "until"]), limit: 50 };
    const page = await get<List<Disputed>>("/disputed", query, signal);
    const list = h(
        "div",
        { class: "two" },
        page.rows.map((row) => dispute(row)),
    );
    root.prepend(
        h("h1", {}, "Disputed"),
        h(
            "p",
            { class: "lead" },
            "Events that some tell and others deny, and numbers that cannot both be true. Neither side is taken: each version stands with its source.",
        ),
    );
    root.append(
        h("div", { class: "list-head" }, h("h2", {}, plural(page.total, "dispute")), csvLink("/disputed", query)),
        page.rows.length ? list : nothing("No two sources disagree here."),
        pager(
            list,
            { next: page.next, total: page.total, shown: page.rows.length },
            (offset) => get<List<Disputed>>("/disputed", { ...query, offset }),
            dispute,
        ),
    );
}
