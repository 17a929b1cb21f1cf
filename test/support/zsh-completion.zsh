# What zsh offers behind a line: zsh -f zsh-completion.zsh SCRIPT LINE. It completes in a terminal of its own only, so
# another zsh runs in one, and says between two marks what is handed to it as matches.
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PROMPT= SCRIPT=${(q)1}"
zpty -w inner '
autoload -Uz compinit && compinit -D -u
source $SCRIPT
bindkey "^I" complete-word
zstyle ":completion:*" insert-tab false
begin() { print -n "\0" }
compprefuncs=(begin) comppostfuncs=(begin exit)
compadd() {
  local -a hits
  if [[ ${@[1,(i)(-|--)]} == *-[OAD]\ * ]]; then builtin compadd "$@"; return; fi
  builtin compadd -A hits "$@"
  (( ${#hits} )) && print -l -- $hits
}
print -n "\0"'
zpty -r inner ready $'*\0'
zpty -w -n inner "$2"$'\t'
zpty -r inner before $'*\0'
zpty -r inner answer $'*\0'
print -r -- "${answer%$'\0'}"
zpty -d inner
