// All reports: whether each is its own source, a copy or was corrected, and how much was read in it.
import { get, type List, type Query, type Report } from "../api";
import { h, plural } from "../dom";
import { csvLink, nothing, pager } from "../parts/lines";
import { changed, filterQuery, go, type Context, type View } from "../route";
import { dayName, reportName } from "../words";

export const view: View = { filters: ["source", "since", "until"], title: () => "Reports", render };

async function render({ root, route, signal }: Context): Promise<void> {
    const q = route.query.get("name") ?? "";
    const query: Query = { ...filterQuery(route, ["source", "since", "until"]), q, order: "-day", limit: 100 };
    const page = await get<List<Report>>("/reports", query, signal);
    const draw = (report: Report): HTMLElement =>
        h(
            "li",
            { class: "line" },
            h("time", { datetime: report.published }, dayName(report.published)),
            h("span", {}),
            h(
                "div",
                { class: "body" },
                h(
                    "p",
                    { class: "deed" },
                    h("a", { href: `/report/${report.report}` }, reportName(report)),
                    report.agency && h("span", { class: "place" }, report.agency),
                    report.state !== "own" &&
                        h(
                            "span",
                            { class: "badge" },
                            report.state === "copy" ? `copy of ${report.copy_of}` : report.state,
                        ),
                ),
                h(
                    "p",
                    { class: "about" },
                    h("span", {}, plural(report.sentences, "sentence")),
                    h("span", {}, plural(report.statements, "statement")),
                    h("span", {}, plural(report.events, "event")),
                ),
            ),
        );
    const list = h("ol", { class: "lines" }, page.rows.map(draw));
    const input = h("input", {
        id: "report-name",
        type: "search",
        value: q,
        change: () => go(changed({ name: input.value || null }), { stay: true }),
    });
    root.prepend(h("h1", {}, "Reports"));
    root.append(
        h("p", { class: "field" }, h("label", { for: "report-name" }, "Title or name"), input),
        h("div", { class: "list-head" }, h("h2", {}, plural(page.total, "report")), csvLink("/reports", query)),
        page.rows.length ? list : nothing("No report fits."),
        pager(
            list,
            { next: page.next, total: page.total, shown: page.rows.length },
            (offset) => get<List<Report>>("/reports", { ...query, offset }),
            draw,
        ),
    );
}
