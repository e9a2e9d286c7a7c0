package command

// This file holds the command lesson: which lessons there are, what is wrong with
// a file, and making the recordings that come with them.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"corelanes/app/version"
	shipped "corelanes/assets/lessons"
	"corelanes/engine"
	"corelanes/engine/lesson"
	"corelanes/engine/usage"
)

const lessonUsage = `usage: corelanes lesson list
       corelanes lesson check FILE.yaml …
       corelanes lesson record [--attempts N] FOLDER [LESSON …]

  list     the lessons that come with the program
  check    read lessons, and name every mistake with file, line and field
  record   run the lessons of a folder here, and keep their recordings in it`

// lessonCommand carries out "corelanes lesson …".
func lessonCommand(s streams, args []string) int {
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" || args[0] == "help" {
		fmt.Fprintln(s.out, lessonUsage)
		if len(args) == 0 {
			return ExitUsage
		}
		return ExitDone
	}
	switch args[0] {
	case "list":
		return listLessons(s, args[1:])
	case "check":
		return checkLessons(s, args[1:])
	case "record":
		return recordLessons(s, args[1:])
	}
	return wrong(s, usage.Unknown("part of lesson", args[0], []string{"list", "check", "record"}))
}

func listLessons(s streams, args []string) int {
	if len(args) > 0 {
		return wrong(s, errors.New("lesson list takes no arguments"))
	}
	for i, l := range lesson.Load(shipped.Files).Lessons {
		fmt.Fprintf(s.out, "%2d  %-16s %s\n    %s\n", i+1, l.ID, l.Title.EN, l.Goal.EN)
	}
	return ExitDone
}

// checkLessons names all mistakes of files.
func checkLessons(s streams, files []string) int {
	if len(files) == 0 {
		return wrong(s, errors.New("lesson check needs a file"))
	}
	status := ExitDone
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err == nil {
			_, err = lesson.Parse(name, data)
		}
		if err != nil {
			fmt.Fprintln(s.err, err)
			status = ExitFailed
			continue
		}
		fmt.Fprintf(s.out, "%s: no mistakes\n", name)
	}
	return status
}

// recordLessons makes the recordings of a folder's lessons.
func recordLessons(s streams, args []string) int {
	flags := flag.NewFlagSet("lesson record", flag.ContinueOnError)
	flags.SetOutput(s.err)
	flags.Usage = func() { fmt.Fprintln(s.err, lessonUsage) }
	attempts := flags.Int("attempts", 3, "")
	if err := flags.Parse(args); err != nil {
		return ExitUsage
	}
	if flags.NArg() == 0 || *attempts < 1 {
		return wrong(s, errors.New("lesson record needs a folder, and at least one attempt"))
	}
	folder := flags.Arg(0)
	shelf := lesson.Load(os.DirFS(folder))
	for _, b := range shelf.Bad {
		fmt.Fprintln(s.err, b.Err)
	}
	all := chosen(shelf.Lessons, flags.Args()[1:])
	if len(shelf.Bad) > 0 || len(all) == 0 {
		fmt.Fprintf(s.err, "corelanes: nothing was recorded: %s has no such lessons without mistakes\n", folder)
		return ExitFailed
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := lesson.Record(ctx, folder, all, *attempts, version.Number, func(file string, r engine.Report, disturbed bool) {
		note := ""
		if disturbed {
			note = "  disturbed: something else had the cores"
		}
		fmt.Fprintf(s.out, "%s  %.3f s%s\n", filepath.ToSlash(filepath.Join(folder, file)), r.WallS, note)
	})
	switch {
	case errors.Is(err, context.Canceled):
		return ExitInterrupted
	case err != nil:
		fmt.Fprintln(s.err, "corelanes:", err)
		return ExitFailed
	}
	return ExitDone
}

// chosen are the lessons of some names, all of them without names.
func chosen(all []*lesson.Lesson, names []string) (out []*lesson.Lesson) {
	wanted := " " + strings.Join(names, " ") + " "
	for _, l := range all {
		if len(names) == 0 || strings.Contains(wanted, " "+l.ID+" ") {
			out = append(out, l)
		}
	}
	return out
}
