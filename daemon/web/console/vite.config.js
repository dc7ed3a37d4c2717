import { defineConfig } from "vite";

const daemon = process.env.OTKLIK_URL ?? "http://127.0.0.1:8090";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: ["chrome87", "firefox78", "safari14"],
    // No data: scripts and no inline polyfill: the page runs under `default-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": daemon } },
});
