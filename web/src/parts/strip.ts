// The strip under a chart: the whole time at a glance, and a window on it that is dragged with the pointer or set by keys.
import { max } from "d3-array";
import { brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { h, svg } from "../dom";
import { addDays, dayName, dayOf } from "../words";
import { drawn, timeScale } from "./chart";

export function strip(
    values: { day: string; up: number; down: number }[],
    first: string,
    last: string,
    since: string,
    until: string,
    zoom: (since: string, until: string) => void,
): HTMLElement {
    const box = h("div", { class: "strip" });
    const length = (+new Date(until) - +new Date(since)) / 86400e3;
    const step = Math.max(1, Math.round(length / 4));
    drawn(box, (width) => {
        const height = 44,
            left = width < 500 ? 28 : 40;
        const x = timeScale(first, last, left, width - 6);
        const most = Math.max(1, max(values, ({ up, down }) => Math.max(up, down)) ?? 1);
        const y = scaleLinear()
            .domain([most, -most])
            .range([4, height - 4]);
        const column = Math.min(
            ...values.slice(1).map(({ day }, i) => x(new Date(day)) - x(new Date(values[i]!.day))),
            width - left,
        );
        const wide = Math.max(1, column - 0.5);
        const picture = svg(
            "svg",
            {
                width,
                height,
                viewBox: `0 0 ${width} ${height}`,
                id: "strip",
                tabindex: 0,
                role: "slider",
                "aria-label": "Time shown. Arrow keys move it, page up shows everything.",
                "aria-valuemin": 0,
                "aria-valuemax": Math.round((+new Date(last) - +new Date(first)) / 86400e3),
                "aria-valuenow": Math.round((+new Date(since) - +new Date(first)) / 86400e3),
                "aria-valuetext": `${dayName(since)} to ${dayName(until)}`,
                keydown: (event: KeyboardEvent) => {
                    const move =
                        event.key === "ArrowRight" || event.key === "ArrowUp"
                            ? step
                            : event.key === "ArrowLeft" || event.key === "ArrowDown"
                              ? -step
                              : 0;
                    if (move) zoom(addDays(since, move), addDays(until, move));
                    else if (event.key === "PageUp") zoom(first, last);
                    else return;
                    event.preventDefault();
                },
            },
            svg("line", { class: "zero", x1: left, x2: width - 6, y1: y(0), y2: y(0) }),
            values.map(({ day, up, down }) => [
                svg("rect", { class: "up", x: x(new Date(day)), width: wide, y: y(up), height: y(0) - y(up) }),
                svg("rect", { class: "down", x: x(new Date(day)), width: wide, y: y(0), height: y(-down) - y(0) }),
            ]),
        );
        const group = svg("g", { class: "brush", "aria-hidden": "true" });
        picture.append(group);
        const brush = brushX<unknown>().extent([
            [left, 1],
            [width - 6, height - 1],
        ]);
        const selection = select<SVGGElement, unknown>(group).call(brush);
        if (since > first || until < last)
            selection.call(brush.move, [
                Math.max(left, x(new Date(since))),
                Math.min(width - 6, x(new Date(addDays(until, 1)))),
            ]);
        brush.on("end", (event: D3BrushEvent<unknown>) => {
            if (!event.sourceEvent) return;
            const range = event.selection as [number, number] | null;
            if (range) zoom(dayOf(x.invert(range[0])), dayOf(x.invert(range[1] - 0.01)));
            else zoom(first, last);
        });
        box.replaceChildren(picture);
    });
    return box;
}
