import type { Io } from "../../io.ts";
import { type PlannedFile, textNow } from "../planned-file.ts";
import type { Editor } from "./editor.ts";

const path = ".nvim.lua";

const lines = `\
-- Starts the language server of cfgc for the files of this folder. Neovim 0.9 and newer read this with \`set exrc\`, once
-- you have said that you trust it; older ones with \`:luafile .nvim.lua\`.
local cfgc = { name = "cfgc", cmd = { "cfgc", "lsp" }, root_dir = vim.fn.getcwd() }
local started

vim.api.nvim_create_autocmd({ "BufReadPost", "BufNewFile" }, {
  group = vim.api.nvim_create_augroup("cfgc", {}),
  pattern = { "*.yaml", "*.yml", "*.toml", "*.cfg", "*.nodes", "*.env" },
  callback = function(file)
    if vim.lsp.start then
      vim.lsp.start(cfgc)
    else
      started = started or vim.lsp.start_client(cfgc)
      vim.lsp.buf_attach_client(file.buf, started)
    end
  end,
})
`;

export const neovim: Editor = {
  name: "neovim",
  marks: [path, ".nvimrc"],
  files: (io) => [startFile(io)],
};

/** Nobody but its author knows where in a program there is room for more. */
function startFile(io: Io): PlannedFile {
  const before = textNow(path, io);
  if (before === undefined) return { path, text: lines };
  if (/["']cfgc["']\s*,\s*["']lsp["']/.test(before))
    return { path, text: undefined, before, remarks: ["has it already"] };
  const remarks = [
    "is there already, and stays as it is; to use cfgc, add to it",
    "",
    ...lines.trimEnd().split("\n"),
  ];
  return { path, text: undefined, before, remarks };
}
