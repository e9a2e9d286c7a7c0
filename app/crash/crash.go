// Package crash keeps what is known of a crash: a file in the person's cache
// folder, and a word on where it is.
//
// The file is opened before anything else happens, and the Go runtime itself
// writes it when a goroutine panics, whichever one it is. When the program
// ends as it should, the file is removed.
//
// This file holds all of it.
package crash

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"corelanes/app/version"
)

// ExitStatus is the exit status after a panic, as the Go runtime has it.
const ExitStatus = 2

// emptyBytes is less than any report has; files of fewer are of programs that
// were killed, and are removed after emptyFor.
const (
	emptyBytes = 400
	emptyFor   = 24 * time.Hour
)

// Folder is where crash reports lie; the error says why there is none.
func Folder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "corelanes", "crashes"), nil
}

// Guarded is what run returns. When run panics, it says where the report is,
// and is ExitStatus.
func Guarded(run func() int) (status int) {
	f, err := create()
	if err != nil {
		return run() // without a folder to write to, the terminal has it all the same
	}
	defer func() {
		r := recover()
		_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
		if r == nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
			return
		}
		fmt.Fprintf(f, "panic: %v\n\n%s", r, debug.Stack())
		_ = f.Close()
		say(os.Stderr, r, f.Name())
		status = ExitStatus
	}()
	return run()
}

// create makes the file that a crash would be written to.
func create() (*os.File, error) {
	dir, err := Folder()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	sweep(dir)
	f, err := os.CreateTemp(dir, fresh+time.Now().Format("2006-01-02-150405")+"-*.txt")
	if err != nil {
		return nil, err
	}
	head(f)
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		_ = f.Close()
		_ = os.Remove(f.Name())
		return nil, err
	}
	return f, nil
}

// sweep removes what programs that were killed left: reports of nothing.
func sweep(dir string) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, x := range files {
		if info, err := x.Info(); err == nil && info.Size() < emptyBytes && time.Since(info.ModTime()) > emptyFor {
			_ = os.Remove(filepath.Join(dir, x.Name()))
		}
	}
}

// head writes what a maintainer asks first.
func head(w io.Writer) {
	fmt.Fprintf(w, "%s: corelanes %s %s, %s, %s/%s, %d cores\n\n",
		time.Now().Format(time.RFC3339), version.Number, version.Commit(), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
}

func say(w io.Writer, reason any, path string) {
	fmt.Fprintf(w, "corelanes crashed: %v\nThe report is in %s; please send it along when you tell of this.\n", reason, path)
}
