#!/bin/sh
# embed.sh FILE: a text file as one C string literal, line by line.
sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' "$1"
