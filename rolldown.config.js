import { defineConfig } from "rolldown";

export default defineConfig({
  input: { cfgc: "src/cli/cfgc.ts", index: "src/index.ts" },
  platform: "node",
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    minify: true,
    cleanDir: true,
  },
});
