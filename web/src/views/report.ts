// One report: its text with what was found in it underlined in place, what is known of where it came from, and the record's file.
import { get, type ReportDetail } from "../api";
import { h, type Child } from "../dom";
import { nothing } from "../parts/lines";
import { reading } from "../parts/reading";
import type { Context, View } from "../route";
import { dayName, reportName } from "../words";

export const view: View = { title: (route) => `Report ${route.key}`, render };

const bases: Record<string, string> = {
    given: "given with it",
    metadata: "from its file",
    stated: "stated in it",
    inferred: "inferred from it",
};

async function render({ root, route, signal }: Context): Promise<void> {
    const { report, text, record } = await get<ReportDetail>(
        `/reports/${encodeURIComponent(route.key ?? "")}`,
        {},
        signal,
    );
    const place = record.meta.dateline?.place;
    const facts: Child[] = [
        report.agency,
        place,
        report.published ? dayName(report.published) : "no day known",
        report.published_basis && bases[report.published_basis] && `(${bases[report.published_basis]})`,
        record.meta.bylines.length > 0 && "by " + record.meta.bylines.join(", "),
    ];
    document.title = `${reportName(report)} · Dateline`;
    root.append(
        h("h1", {}, reportName(report).replace(/^r/, "R")),
        h(
            "p",
            { class: "lead facts" },
            facts.filter(Boolean).map((fact) => h("span", {}, fact)),
        ),
    );
    if (report.state === "superseded")
        root.append(
            h(
                "p",
                { class: "note" },
                "A corrected version took its place; nothing counts this one any more. ",
                report.superseded_by !== null &&
                    h("a", { href: `/report/${report.superseded_by}` }, "See the newer version"),
            ),
        );
    if (report.copy_of)
        root.append(h("p", { class: "note" }, `In nearly the words of ${report.copy_of}: it is no second source.`));
    if (text === null)
        return void root.append(
            nothing(
                "This store keeps no text (it was made with --no-text), so only the places of what was found are known.",
            ),
        );
    const sentence = route.query.get("sentence");
    const span = /^(\d+)-(\d+)$/.exec(route.query.get("span") ?? "");
    root.append(
        reading(text, record, {
            sentence: sentence === null ? null : Number(sentence),
            span: span && [Number(span[1]), Number(span[2])],
        }),
    );
}
