#!/usr/bin/env bash
folder="$1"
rm -rf $folder/cache
