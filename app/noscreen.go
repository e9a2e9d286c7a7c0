package app

// This file holds what happens where no window can be opened: on a machine
// without a screen, and on one whose graphics driver has no OpenGL.

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"corelanes/app/command"
	"corelanes/app/headless"
	"corelanes/app/text"
)

// withoutScreen does what can be done without a window, says why there is none,
// and is the exit status: it prints what a recording holds, or leaves a picture
// and a report of the runs that the window would have shown.
func withoutScreen(why error, file string) int {
	if file != "" {
		fmt.Fprintf(os.Stderr, "There is no window (%v): this is what the recording holds.\n", why)
		return command.Main([]string{"info", file})
	}
	fmt.Printf("There is no window (%v): running without one.\n", why)
	files, err := headless.Run(os.Stdout, reportFolder())
	if err != nil {
		fmt.Fprintln(os.Stderr, "corelanes:", err)
		tell(text.X("a.nowindow", text.With{"Why": why}) + "\n\n" + err.Error())
		return 1
	}
	for _, f := range files {
		fmt.Println("wrote", f)
	}
	tell(text.X("a.nowindow", text.With{"Why": why}) + "\n\n" + text.X("a.nowindow.report", text.With{"Folder": filepath.Dir(files[0])}))
	return 0
}

// reportFolder is where picture and report go: the working folder where the
// program is started from a terminal. A program that was double-clicked has
// one that nobody would look into, or that cannot be written to.
func reportFolder() string {
	if runtime.GOOS != "windows" && runtime.GOOS != "darwin" {
		return "."
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	dir := filepath.Join(home, "Corelanes")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "."
	}
	return dir
}
