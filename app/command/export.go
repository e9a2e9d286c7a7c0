package command

// This file holds the commands export and import.

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/export"
	"corelanes/engine/importer"
	"corelanes/engine/trace"
	"corelanes/engine/usage"
)

// Target is one format that a recording can be written in.
type Target struct {
	ID    string // on the command line, "png"
	Does  string // what it is, in a sentence
	Write func(w io.Writer, o *engine.Opened, x Options) error
}

// Options are the choices of a picture or a page. The zero value is the whole
// run, light, in the usual size and the system's language.
type Options struct {
	Size     image.Point // pixels; a height of 0: as high as all rows are
	From, To trace.Time  // the part of the run; To 0: to its end
	Dark     bool
	Language string // "en", "ru"; "" the system's
}

// Limits of a picture's size, pixels.
const (
	MinSide = 64
	MaxSide = 16384
)

// languages of pictures and pages.
var languages = []string{"en", "ru"}

// targets are all formats: those that need nothing to draw with, and those that
// were handed to Main.
func (s streams) targets() []Target {
	out := append(slices.Clone(s.more), Target{"lane", "the recording itself, as a file of its own", func(w io.Writer, o *engine.Opened, _ Options) error {
		return o.Write(w)
	}})
	for _, f := range export.Formats() {
		out = append(out, Target{f.ID, f.Does, func(w io.Writer, o *engine.Opened, _ Options) error {
			return export.Write(w, f.ID, o.Recording.Cut())
		}})
	}
	return out
}

// exportFlags are the arguments of export, parsed.
type exportFlags struct {
	file    string
	target  Target
	out     string
	private bool
	picture Options
}

func parseExport(all []Target, args []string, help io.Writer) (exportFlags, error) {
	var f exportFlags
	var format, size string
	var from, to time.Duration
	var ids []string
	for _, x := range all {
		ids = append(ids, x.ID)
	}
	fs := flag.NewFlagSet("export", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&format, "to", "", "the `format`: "+strings.Join(ids, ", "))
	fs.StringVar(&f.out, "o", "", "write into this `FILE`; - for standard output")
	fs.BoolVar(&f.private, "private", false, "for somebody else: without addresses, paths, and the names of machine and person")
	fs.StringVar(&size, "size", "", "of a picture, `WIDTHxHEIGHT` in pixels, or WIDTH alone for as high as all rows are")
	fs.DurationVar(&from, "begin", 0, "of a picture, from this moment of the run on")
	fs.DurationVar(&to, "end", 0, "of a picture, up to this moment of the run")
	fs.BoolVar(&f.picture.Dark, "dark", false, "a picture on dark ground")
	fs.StringVar(&f.picture.Language, "lang", "", "the `language` of pictures and pages: en or ru; the system's if not given")
	names, err := parseAround(fs, args, help, "corelanes export FILE.lane --to FORMAT -o FILE", func(w io.Writer) {
		for _, x := range all {
			fmt.Fprintf(w, "  %-12s %s\n", x.ID, x.Does)
		}
	})
	switch {
	case err != nil:
		return f, err
	case len(names) != 1:
		return f, errors.New("export takes the name of one recording, FILE.lane")
	case format == "":
		return f, fmt.Errorf("export needs --to FORMAT: one of %s", strings.Join(ids, ", "))
	case f.out == "":
		return f, errors.New("export needs -o FILE (- for standard output)")
	case from < 0 || to < 0 || to > 0 && to <= from:
		return f, errors.New("--begin and --end are moments of the run, in their order")
	}
	f.file, f.picture.From, f.picture.To = names[0], trace.Time(from), trace.Time(to)
	if f.picture.Size, err = parseSize(size); err != nil {
		return f, err
	}
	if l := f.picture.Language; l != "" && !slices.Contains(languages, l) {
		return f, usage.Unknown("language", l, languages)
	}
	i := slices.Index(ids, format)
	if i < 0 {
		return f, usage.Unknown("format", format, ids)
	}
	f.target = all[i]
	return f, nil
}

// parseSize reads WIDTHxHEIGHT, or WIDTH alone; "" is the zero point.
func parseSize(s string) (image.Point, error) {
	if s == "" {
		return image.Point{}, nil
	}
	wide, high, both := strings.Cut(s, "x")
	w, err1 := strconv.Atoi(wide)
	h, err2 := MinSide, error(nil)
	if both {
		h, err2 = strconv.Atoi(high)
	}
	legal := func(n int) bool { return n >= MinSide && n <= MaxSide }
	if err1 != nil || err2 != nil || !legal(w) || !legal(h) {
		return image.Point{}, &usage.Error{What: "size", Got: s, Legal: fmt.Sprintf("WIDTHxHEIGHT or WIDTH, each from %d to %d", MinSide, MaxSide)}
	}
	if !both {
		h = 0
	}
	return image.Pt(w, h), nil
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
	f, err := parseExport(s.targets(), args, s.out)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err != nil {
		return wrong(s, err)
	}
	o, err := engine.Open(f.file)
	if err != nil {
		return failed(s, err)
	}
	if o.Damage != "" {
		fmt.Fprintf(s.err, "corelanes: note: the recording is not complete: %s\n", o.Damage)
	}
	if f.private {
		if o, err = o.Private(); err != nil {
			return failed(s, err)
		}
	}
	err = writeWhole(f.out, s.out, func(w io.Writer) error { return f.target.Write(w, o, f.picture) })
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
	return engine.WriteWhole(path, write)
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
	o, note, err := importer.Open(names[0], version.Number)
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
