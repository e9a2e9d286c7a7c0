package command

// This file holds the command homework: what is wrong with a homework or what
// became of an answer file, a class's answers as a grid, and a homework without
// its key.

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"text/tabwriter"

	"corelanes/engine"
	"corelanes/engine/lesson"
	"corelanes/engine/usage"
)

const homeworkUsage = `usage: corelanes homework check FILE …
       corelanes homework publish FILE` + lesson.HomeworkSuffix + ` -o FILE` + lesson.HomeworkSuffix + `
       corelanes homework grid FOLDER [--json | --csv]

  check     read homeworks and name every mistake with file, line and field; or
            read answer files (FILE.lane) and tell what is right in each
  publish   write a homework without what says which answers are right
  grid      the answers of a class, student by question, from a folder of answer
            files; a homework file in it is the key`

// homeworkCommand carries out "corelanes homework …".
func homeworkCommand(s streams, args []string) int {
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" || args[0] == "help" {
		fmt.Fprintln(s.out, homeworkUsage)
		if len(args) == 0 {
			return ExitUsage
		}
		return ExitDone
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var status int
	switch args[0] {
	case "check":
		status = checkHomeworks(ctx, s, args[1:])
	case "publish":
		status = publishHomework(s, args[1:])
	case "grid":
		status = homeworkGrid(ctx, s, args[1:])
	default:
		return wrong(s, usage.Unknown("part of homework", args[0], []string{"check", "publish", "grid"}))
	}
	if ctx.Err() != nil {
		return ExitInterrupted
	}
	return status
}

// checkHomeworks checks homeworks, and grades answer files by the key in them.
func checkHomeworks(ctx context.Context, s streams, files []string) int {
	if len(files) == 0 {
		return wrong(s, errors.New("homework check needs a file"))
	}
	status := ExitDone
	for _, name := range files {
		if err := checkHomework(ctx, s.out, name); err != nil {
			fmt.Fprintln(s.err, err)
			status = ExitFailed
		}
	}
	return status
}

func checkHomework(ctx context.Context, out io.Writer, name string) error {
	if !strings.HasSuffix(name, engine.FileSuffix) {
		h, err := lesson.OpenHomework(name)
		if err == nil {
			fmt.Fprintf(out, "%s: no mistakes; %d questions, %d with a key\n", name, len(h.Ask), keyed(h))
		}
		return err
	}
	o, a, err := lesson.OpenAnswers(ctx, name)
	if err != nil {
		return err
	}
	g := lesson.Grade(a.Homework, a, o, "en")
	fmt.Fprintf(out, "%s: %s, %s: run %s, %d of %d right\n", name, a.Student, a.Homework.Title.EN, g.Run, g.Right, g.Keyed)
	for i, m := range g.Answers {
		fmt.Fprintf(out, "  %d. %-7s %s", i+1, m.Verdict, oneLine(m.Said))
		if m.Is != "" && m.Verdict != lesson.Right {
			fmt.Fprintf(out, "  (right: %s)", oneLine(m.Is))
		}
		fmt.Fprintln(out)
	}
	return nil
}

// keyed is how many questions say what is right.
func keyed(h *lesson.Homework) (n int) {
	for i := range h.Ask {
		if h.Ask[i].Keyed() {
			n++
		}
	}
	return n
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// publishHomework writes a homework without its key.
func publishHomework(s streams, args []string) int {
	flags := flag.NewFlagSet("homework publish", flag.ContinueOnError)
	flags.SetOutput(s.err)
	flags.Usage = func() { fmt.Fprintln(s.err, homeworkUsage) }
	to := flags.String("o", "", "")
	files, err := mixed(flags, args)
	if err != nil {
		return ExitUsage
	}
	if len(files) != 1 || !strings.HasSuffix(*to, lesson.HomeworkSuffix) {
		return wrong(s, errors.New("homework publish needs a homework, and after -o a file whose name ends in "+lesson.HomeworkSuffix))
	}
	h, err := lesson.OpenHomework(files[0])
	if err == nil {
		var text []byte
		if text, err = h.WithoutKey(); err == nil {
			err = engine.WriteWhole(*to, func(w io.Writer) error {
				_, err := w.Write(text)
				return err
			})
		}
	}
	if err != nil {
		fmt.Fprintln(s.err, err)
		return ExitFailed
	}
	fmt.Fprintln(s.out, *to)
	return ExitDone
}

// mixed parses flags that may stand behind the names of files.
func mixed(flags *flag.FlagSet, args []string) (files []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if args = flags.Args(); len(args) == 0 {
			return files, nil
		}
		files, args = append(files, args[0]), args[1:]
	}
}

// homeworkGrid prints a class's answers.
func homeworkGrid(ctx context.Context, s streams, args []string) int {
	flags := flag.NewFlagSet("homework grid", flag.ContinueOnError)
	flags.SetOutput(s.err)
	flags.Usage = func() { fmt.Fprintln(s.err, homeworkUsage) }
	asJSON, asCSV := flags.Bool("json", false, ""), flags.Bool("csv", false, "")
	folders, err := mixed(flags, args)
	if err != nil {
		return ExitUsage
	}
	if len(folders) != 1 || *asJSON && *asCSV {
		return wrong(s, errors.New("homework grid needs one folder, and at most one of --json and --csv"))
	}
	g, err := lesson.ReadGrid(ctx, folders[0], "en", nil)
	if err != nil {
		fmt.Fprintln(s.err, "corelanes:", err)
		return ExitFailed
	}
	switch {
	case *asJSON:
		err = gridJSON(s.out, g)
	case *asCSV:
		err = gridCSV(s.out, g)
	default:
		err = gridText(s.out, g)
	}
	if err != nil {
		fmt.Fprintln(s.err, "corelanes:", err)
		return ExitFailed
	}
	for _, b := range g.Bad {
		fmt.Fprintf(s.err, "%s: %v\n", b.File, b.Err)
	}
	if len(g.Bad) > 0 {
		return ExitFailed
	}
	return ExitDone
}

func gridJSON(w io.Writer, g *lesson.Grid) error {
	type bad struct {
		File string `json:"file"`
		Why  string `json:"why"`
	}
	out := struct {
		Works []lesson.Work `json:"homeworks"`
		Bad   []bad         `json:"unreadable"`
	}{g.Works, []bad{}}
	for _, b := range g.Bad {
		out.Bad = append(out.Bad, bad{b.File, b.Err.Error()})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func gridCSV(w io.Writer, g *lesson.Grid) error {
	c := csv.NewWriter(w)
	for i := range g.Works {
		for k, row := range g.Works[i].Table() {
			id := g.Works[i].ID
			if k == 0 {
				if i > 0 {
					c.Flush()
					fmt.Fprintln(w)
				}
				id = "homework"
			}
			if err := c.Write(append([]string{id}, row...)); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

// verdictSigns are the verdicts as they stand in the printed grid.
var verdictSigns = map[lesson.Verdict]string{lesson.Right: "+", lesson.Wrong: "-", lesson.Unkeyed: "?", lesson.Blank: "."}

func gridText(w io.Writer, g *lesson.Grid) error {
	for _, x := range g.Works {
		fmt.Fprintf(w, "%s: %s\n", x.ID, x.Title)
		for i, q := range x.Questions {
			fmt.Fprintf(w, "  %d. %s\n", i+1, oneLine(q))
		}
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprint(t, "  student\tright\trun\tgoal")
		for i := range x.Questions {
			fmt.Fprintf(t, "\t%d", i+1)
		}
		fmt.Fprintln(t, "\tfile")
		for _, r := range x.Rows {
			goal := ""
			if r.Goal != nil {
				goal = map[bool]string{true: "met", false: "not met"}[*r.Goal]
			}
			fmt.Fprintf(t, "  %s\t%d of %d\t%s\t%s", r.Student, r.Right, r.Keyed, r.Run, goal)
			for _, m := range r.Answers {
				fmt.Fprintf(t, "\t%s", verdictSigns[m.Verdict])
			}
			fmt.Fprintf(t, "\t%s\n", r.File)
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	fmt.Fprintln(w, "+ right, - wrong, ? has no key: read it, . not answered")
	return nil
}
