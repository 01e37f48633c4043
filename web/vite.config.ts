// How the page is built: plain files beside each other, nothing inline, so that it runs under a policy of 'self' only.
// `npm run dev` serves it with changes as they are typed and asks a `dateline serve` on its usual port for the data.
import { defineConfig } from "vite";

export default defineConfig({
    build: {
        target: "es2022",
        assetsInlineLimit: 0, // no data: addresses, which the policy would have to allow
        modulePreload: { polyfill: false },
        emptyOutDir: true,
        reportCompressedSize: false,
    },
    server: { proxy: { "/api": "http://127.0.0.1:8990" } },
});
