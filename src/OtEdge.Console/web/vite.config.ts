import { defineConfig } from "vite";

export default defineConfig({
  build: { target: "es2022", assetsInlineLimit: 0, reportCompressedSize: false, chunkSizeWarningLimit: 400 },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
