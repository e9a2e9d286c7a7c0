module corelanes

go 1.26.0

require (
	fyne.io/fyne/v2 v2.8.1 // indirect
	github.com/shirou/gopsutil/v3 v3.24.5 // indirect
	github.com/shoenig/go-m1cpu v0.2.1 // indirect
	golang.org/x/sync v0.24.0 // indirect
)
