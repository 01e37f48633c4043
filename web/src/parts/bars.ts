// A small picture of how much happened when, cooperation up and conflict down; it is a link to the timeline.
import type { Bin } from "../api";
import { h, svg } from "../dom";
import { dayName } from "../words";
import { drawn } from "./chart";

export function bars(bins: Bin[], href: string, first: string, last: string): HTMLElement {
    const box = h("a", {
        class: "bars",
        href,
        "aria-label": `Events over time, ${dayName(first)} to ${dayName(last)}: to the timeline`,
    });
    drawn(box, (width) => {
        const height = 90,
            start = +new Date(first),
            length = Math.max(1, +new Date(last) - start) + 7 * 86400e3;
        const up = Math.max(1, ...bins.map((bin) => bin.quad1 + bin.quad2)),
            down = Math.max(1, ...bins.map((bin) => bin.quad3 + bin.quad4));
        const unit = (height - 4) / (up + down),
            zero = 2 + up * unit;
        const step = Math.min(...bins.slice(1).map((bin, i) => +new Date(bin.bin) - +new Date(bins[i]!.bin)), length);
        const wide = Math.max(1, Math.min(26, (step / length) * width - 1));
        const piece = (bin: Bin, from: number, to: number, className: string): SVGElement | null =>
            from === to
                ? null
                : svg("rect", {
                      class: className,
                      x: ((+new Date(bin.bin) - start) / length) * width,
                      width: wide,
                      y: zero - Math.max(from, to) * unit,
                      height: Math.abs(from - to) * unit,
                  });
        box.replaceChildren(
            svg(
                "svg",
                { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
                svg("line", { class: "zero", x1: 0, x2: width, y1: zero, y2: zero }),
                bins.map((bin) => [
                    piece(bin, 0, bin.quad2, "quad2"),
                    piece(bin, bin.quad2, bin.quad2 + bin.quad1, "quad1"),
                    piece(bin, 0, -bin.quad4, "quad4"),
                    piece(bin, -bin.quad4, -bin.quad4 - bin.quad3, "quad3"),
                ]),
            ),
        );
    });
    return box;
}

// How much of it is cooperation, how much conflict.
export function balance(cooperation: number, conflict: number, name: string): HTMLElement {
    const share = cooperation + conflict ? (100 * cooperation) / (cooperation + conflict) : 0;
    const blue = h("span", { class: "quad2" }),
        orange = h("span", { class: "quad3" });
    blue.style.width = `${share}%`;
    orange.style.width = `${cooperation + conflict ? 100 - share : 0}%`;
    return h("span", { class: "balance", role: "img", "aria-label": name, title: name }, blue, orange);
}
