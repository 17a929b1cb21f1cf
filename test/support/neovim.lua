-- What somebody at the screen of Neovim sees, written as JSON to the file that the variable SEEN names. Loaded by tests
-- beside the set-up that they are about.
local function diagnostics()
  return vim.tbl_map(function(one)
    return { line = one.lnum + 1, code = one.code, message = one.message, severity = one.severity }
  end, vim.diagnostic.get(0))
end

local function floats()
  local found = {}
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      table.insert(found, table.concat(lines, "\n"))
    end
  end
  return found
end

local function lenses()
  return vim.tbl_map(function(one)
    return { line = one.range.start.line + 1, title = one.command and one.command.title }
  end, vim.lsp.codelens.get(0))
end

function _G.seen()
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  local popup = vim.fn.complete_info({ "mode", "items" })
  local now = vim.fn.json_encode({
    name = vim.fn.bufname(),
    lines = vim.api.nvim_buf_get_lines(0, 0, -1, false),
    cursor = vim.api.nvim_win_get_cursor(0),
    mode = vim.api.nvim_get_mode().mode,
    diagnostics = diagnostics(),
    floats = floats(),
    lenses = lenses(),
    offers = vim.tbl_map(function(one) return one.word end, popup.items),
    servers = vim.tbl_map(function(one) return one.name end, clients),
    messages = vim.fn.execute("messages"),
  })
  return vim.fn.writefile({ now }, vim.env.SEEN)
end
