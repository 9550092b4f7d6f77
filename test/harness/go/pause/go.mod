module porthole.dev/pause

go 1.22
