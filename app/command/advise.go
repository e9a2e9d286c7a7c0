package command

// This file holds the command advise: which model to use for a job.

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	shipped "corelanes/assets/tables"
	"corelanes/engine"
	"corelanes/engine/advise"
	"corelanes/engine/compare"
	"corelanes/engine/sources"
	"corelanes/engine/usage"
)

const adviseHelp = `corelanes advise FILE.lane [flags]
corelanes advise --cpu PERCENT [--pieces N] [--each DURATION] [flags]
corelanes advise --job "download 1,500 pages, 200 ms each" [flags]

says which model suits a job, and why, with numbers: the job of a recording, or one that is described. What units cost is taken from
what was measured on this machine; --measure measures what is missing.

говорит, какая модель подходит для задачи и почему, с числами: для задачи из записи или описанной. Сколько стоят потоки, процессы
и задачи, берётся из измеренного на этой машине; --measure измеряет недостающее.
`

// adviseFlags are the flags of advise, parsed.
type adviseFlags struct {
	job      advise.Job
	file     string
	words    string
	cores    int
	measure  bool
	json     bool
	language string
}

func parseAdvise(args []string, help io.Writer) (adviseFlags, error) {
	var f adviseFlags
	var cpu, native float64
	fs := flag.NewFlagSet("advise", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Float64Var(&cpu, "cpu", -1, "`per cent` of a piece's time that it computes; the rest it waits / процент времени, когда часть считает")
	fs.Float64Var(&native, "native", 0, "`per cent` of the computing that is native code without the GIL / процент вычислений в машинном коде без GIL")
	fs.IntVar(&f.job.Pieces, "pieces", 100, "how many independent pieces there are / сколько независимых частей")
	fs.DurationVar(&f.job.Each, "each", 50*time.Millisecond, "how long one piece takes alone / сколько длится одна часть")
	fs.IntVar(&f.job.Bytes, "bytes", 0, "how many bytes go to and fro for a piece / сколько байтов передаётся на часть")
	fs.BoolVar(&f.job.Blocking, "blocking", false, "the libraries block, nothing of them can be awaited / библиотеки блокирующие")
	fs.BoolVar(&f.job.Isolated, "isolated", false, "a crash of one piece must leave the others alone / сбой части не должен задеть остальные")
	fs.BoolVar(&f.job.Shared, "shared", false, "the pieces change common state / части меняют общее состояние")
	fs.StringVar(&f.words, "job", "", "the job in `words`: what is done, how many pieces, how long each / задача словами: что делается, сколько частей, как долго")
	fs.IntVar(&f.cores, "cores", runtime.NumCPU(), "for a machine with so many cores / для машины с таким числом ядер")
	fs.BoolVar(&f.measure, "measure", false, "measure what is missing of this machine's costs / измерить недостающее")
	fs.BoolVar(&f.json, "json", false, "print one JSON object / напечатать объект JSON")
	fs.StringVar(&f.language, "language", systemLanguage(), "en or ru / en или ru")
	names, err := parseAround(fs, args, help, adviseHelp, nil)
	if err != nil {
		return f, err
	}
	switch {
	case len(names) > 1 || len(names) == 1 && (cpu >= 0 || f.words != ""):
		return f, errors.New("advise takes one recording, or --cpu, or --job")
	case len(names) == 0 && cpu < 0 && f.words == "":
		return f, errors.New("advise needs a recording, or --cpu, or --job; see advise --help")
	case len(names) == 0 && cpu > 100:
		return f, &usage.Error{What: "cpu", Got: fmt.Sprint(cpu), Legal: "a number from 0 to 100"}
	case f.cores < 1 || f.cores > 4096:
		return f, &usage.Error{What: "cores", Got: strconv.Itoa(f.cores), Legal: "a whole number from 1 to 4096"}
	case f.language != "en" && f.language != "ru":
		return f, usage.Unknown("language", f.language, []string{"en", "ru"})
	case len(names) == 1:
		f.file = names[0]
		return f, nil
	}
	f.job.Native = native / 100
	if cpu >= 0 {
		f.job.Waiting = 1 - cpu/100
	}
	return f, f.describe(cpu >= 0)
}

func adviseCommand(s streams, args []string) int {
	f, err := parseAdvise(args, s.out)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err != nil {
		return wrong(s, err)
	}
	book, err := sources.Load(shipped.Files)
	if err == nil && f.file != "" {
		err = f.read()
	}
	if err != nil {
		fmt.Fprintln(s.err, "corelanes:", err)
		return ExitFailed
	}
	store, err := sources.OpenStore(storePath())
	if err != nil {
		fmt.Fprintln(s.err, "corelanes:", err)
	}
	status := ExitDone
	if f.measure {
		status = carryChecks(s, advise.Missing(store.Kept()), compare.DefaultRepeat, store)
	}
	a := advise.For(f.job, f.cores, advise.CostsOf(store.Kept()))
	if f.json {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(a); err != nil {
			fmt.Fprintln(s.err, "corelanes:", err)
			return ExitFailed
		}
		return status
	}
	adviceWords(s.out, book, a, f.language)
	if len(advise.Missing(store.Kept())) > 0 {
		fmt.Fprintf(s.out, "\n%s\n", book.Words["advise.missing"].In(f.language))
	}
	return status
}

// describe takes from the words what the flags leave open, if there are words, and
// checks the job; known: how much it waits is.
func (f *adviseFlags) describe(known bool) error {
	if f.words == "" {
		return f.job.Check()
	}
	j, taken := advise.Describe(f.job, f.words)
	if !known && !slices.ContainsFunc(taken, func(t advise.Taken) bool { return t.Answer == advise.AnswerWaiting }) {
		return fmt.Errorf("the words %q do not say whether the job computes or waits: add --cpu", f.words)
	}
	if known {
		j.Waiting, j.Native = f.job.Waiting, f.job.Native
	}
	f.job = j
	return f.job.Check()
}

// read takes the job from the recording; what it cannot tell stays as the flags
// say.
func (f *adviseFlags) read() error {
	o, err := engine.Open(f.file)
	if err != nil {
		return err
	}
	j, err := advise.Of(o.Recording.Cut())
	if err != nil {
		return fmt.Errorf("%s: %w", f.file, err)
	}
	j.Bytes, j.Blocking, j.Isolated, j.Shared = f.job.Bytes, f.job.Blocking, f.job.Isolated, f.job.Shared
	f.job = j
	return nil
}

func adviceWords(w io.Writer, b *sources.Book, a advise.Advice, language string) {
	say := func(key string) string { return b.Words[key].In(language) }
	same := func(model string) string { return model }
	if a.Best.Model == "" {
		fmt.Fprintln(w, say("why.none"))
	} else {
		fmt.Fprintln(w, a.Headline(b, language, same))
	}
	for _, r := range a.Reasons {
		line := r.Say(b, language, same)
		if from := r.Source(b, language); from != "" {
			line += " [" + from + "]"
		}
		fmt.Fprintln(w, "  •", line)
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range a.Candidates {
		if c.Out != "" {
			fmt.Fprintf(t, "  %s\t%s\n", c.Model, say("out."+string(c.Out)))
			continue
		}
		fmt.Fprintf(t, "  %s\t%s\n", c.Model, b.Number(sources.Time, c.Predicted, language))
	}
	t.Flush()
	if a.Best.Model != "" {
		p := a.Plan()
		set := ""
		for _, k := range slices.Sorted(maps.Keys(p.Set)) {
			set += " --set " + k + "=" + p.Set[k]
		}
		fmt.Fprintf(w, "\n%s: corelanes run %s --model %s --workers %d%s\n", say("advise.try"), p.Scenario, p.Model, p.Workers, strings.TrimRight(set, " "))
	}
}
