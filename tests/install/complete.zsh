# What zsh makes of a line and the key Tab: complete.zsh FOLDER LINE, FOLDER having the completion. zsh
# completes at a prompt only, so one is opened in a terminal of its own; there the key ^X completes and
# writes the line into FOLDER/line.
zmodload zsh/zpty
folder=$1
rm -f $folder/line $folder/ready
zpty -b shell zsh -f -i
zpty -w shell "fpath=(${(q)folder} \$fpath); autoload -U compinit; compinit -D -u"
zpty -w shell "tell() { zle complete-word; print -r -- \"\$BUFFER\" >${(q)folder}/line }"
zpty -w shell "zle -N tell; bindkey '^X' tell; print ready >${(q)folder}/ready"

# Waits up to 20 seconds for a file that says something, and reads what the terminal shows, lest it fill up.
await() {
    repeat 400; do
        [[ -s $1 ]] && return
        zpty -r -t shell shown >/dev/null
        sleep 0.05
    done
    print "zsh does not answer"
    exit 1
}

await $folder/ready
zpty -w -n shell "$2"$'\x18'
await $folder/line
print -r -- "$(<$folder/line)"
zpty -d shell
