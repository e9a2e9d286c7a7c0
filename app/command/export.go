package command

// This file holds the commands export and import.

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"corelanes/engine"
	"corelanes/engine/export"
	"corelanes/engine/importer"
	"corelanes/engine/usage"
)

// exportFlags are the arguments of export, parsed.
type exportFlags struct {
	file   string
	format string
	out    string
}

// formatIDs are the formats' names, joined for a help text.
func formatIDs() string {
	var ids []string
	for _, f := range export.Formats() {
		ids = append(ids, f.ID)
	}
	return strings.Join(ids, ", ")
}

func parseExport(args []string, help io.Writer) (exportFlags, error) {
	var f exportFlags
	fs := flag.NewFlagSet("export", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.format, "to", "", "the `format`: "+formatIDs())
	fs.StringVar(&f.out, "o", "", "write into this `FILE`; - for standard output")
	names, err := parseAround(fs, args, help, "corelanes export FILE.lane --to FORMAT -o FILE", func(w io.Writer) {
		for _, x := range export.Formats() {
			fmt.Fprintf(w, "  %-12s %s\n", x.ID, x.Does)
		}
	})
	switch {
	case err != nil:
		return f, err
	case len(names) != 1:
		return f, errors.New("export takes the name of one recording, FILE.lane")
	case f.format == "":
		return f, fmt.Errorf("export needs --to FORMAT: one of %s", formatIDs())
	case f.out == "":
		return f, errors.New("export needs -o FILE (- for standard output)")
	}
	f.file = names[0]
	return f, nil
}

// parseAround parses flags that may stand before and after names, and is the
// names. Asked for help it writes how to call the command, its flags, and more.
func parseAround(fs *flag.FlagSet, args []string, help io.Writer, call string, more func(io.Writer)) (names []string, err error) {
	for rest := args; ; {
		if err := fs.Parse(rest); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				fmt.Fprintln(help, call)
				fs.SetOutput(help)
				fs.PrintDefaults()
				if more != nil {
					more(help)
				}
			}
			return nil, err
		}
		if fs.NArg() == 0 {
			return names, nil
		}
		names = append(names, fs.Arg(0))
		rest = fs.Args()[1:]
	}
}

func exportCommand(s streams, args []string) int {
	f, err := parseExport(args, s.out)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err != nil {
		return wrong(s, err)
	}
	known := false
	for _, x := range export.Formats() {
		known = known || x.ID == f.format
	}
	if !known {
		var ids []string
		for _, x := range export.Formats() {
			ids = append(ids, x.ID)
		}
		return wrong(s, usage.Unknown("format", f.format, ids))
	}
	o, err := engine.Open(f.file)
	if err != nil {
		return failed(s, err)
	}
	if o.Damage != "" {
		fmt.Fprintf(s.err, "corelanes: note: the recording is not complete: %s\n", o.Damage)
	}
	err = writeWhole(f.out, s.out, func(w io.Writer) error { return export.Write(w, f.format, o.Recording.Cut()) })
	if err != nil {
		return failed(s, err)
	}
	return ExitDone
}

// writeWhole writes a file, which is replaced only when the new one is whole;
// "-" is standard output.
func writeWhole(path string, stdout io.Writer, write func(io.Writer) error) error {
	if path == "-" {
		return write(stdout)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".corelanes-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	err = errors.Join(f.Chmod(0o644), write(f), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

func importCommand(s streams, args []string) int {
	fs := flag.NewFlagSet("import", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	var out string
	fs.StringVar(&out, "o", "", "keep the recording in `FILE.lane`")
	names, err := parseAround(fs, args, s.out, "corelanes import FILE -o FILE.lane", func(w io.Writer) {
		fmt.Fprintln(w, "FILE is a trace in Chrome's JSON, as VizTracer, Perfetto and many others write it, or an execution trace of Go.")
	})
	switch {
	case errors.Is(err, flag.ErrHelp):
		return ExitDone
	case err != nil:
		return wrong(s, err)
	case len(names) != 1:
		return wrong(s, errors.New("import takes the name of one file"))
	case out == "":
		return wrong(s, errors.New("import needs -o FILE.lane"))
	}
	o, note, err := importer.Open(names[0], Version)
	if err != nil {
		return failed(s, err)
	}
	if err := o.Save(out); err != nil {
		return failed(s, err)
	}
	fmt.Fprintln(s.out, note)
	return ExitDone
}

// failed says what went wrong.
func failed(s streams, err error) int {
	fmt.Fprintln(s.err, "corelanes:", err)
	return ExitFailed
}
