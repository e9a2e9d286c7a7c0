package explore

// This file turns what went wrong into words that say what to do.

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// SayError is an error of the engine's in the person's language, as far as it is
// known.
func SayError(err error) string { return sayError(err) }

// sayError is an error in the person's language, as far as it is known.
func sayError(err error) string {
	var lacks *engine.NoPackageError
	if errors.As(err, &lacks) {
		return sayLacking(lacks)
	}
	var u *engine.UsageError
	if !errors.As(err, &u) {
		for _, say := range []func(string) string{sayDied, sayScript} {
			if said := say(err.Error()); said != "" {
				return said
			}
		}
		return text.Because(err)
	}
	with := text.With{"What": text.Or("a."+u.What, u.What), "Got": u.Got, "Why": u.Why, "Legal": sayLegal(u.Legal)}
	switch {
	case u.Reason != "" && text.Or("a.model."+u.Reason, "") != "":
		return text.X("a.model." + u.Reason)
	case u.Why != "":
		return sayWhy(u)
	case u.Legal != "":
		return text.X("a.wrong.legal", with)
	}
	return text.X("a.wrong.unknown", with)
}

// legalRange is the engine's word on what a number or a time must be.
var legalRange = regexp.MustCompile(`^a (whole number|duration|factor) from (\S+) to (\S+)$`)

// rangeWords are the keys of what can be in a range.
var rangeWords = map[string]string{"whole number": "a.legal.int", "duration": "a.legal.duration", "factor": "a.legal.factor"}

// sayLegal says what would be legal.
func sayLegal(legal string) string {
	if m := legalRange.FindStringSubmatch(legal); m != nil {
		return text.X(rangeWords[m[1]], text.With{"Min": m[2], "Max": m[3]})
	}
	return legal
}

// sayLacking names the packages that an interpreter lacks, and how to get them.
func sayLacking(x *engine.NoPackageError) string {
	return text.X("a.model.nopackage", text.With{"Package": x.Names(), "Interpreter": x.Interpreter, "Command": x.Install()})
}

// badLine is the engine's word on a line of a person's file.
var badLine = regexp.MustCompile(`^line (\d+): (?:"(.*)" )?(must begin with|names no host|has a space|is not a port|there are more than (\d+))`)

// lineWords are the keys of what can be wrong with a line.
var lineWords = map[string]string{
	"must begin with": "a.wrong.line.scheme",
	"names no host":   "a.wrong.line.host",
	"has a space":     "a.wrong.line.space",
	"is not a port":   "a.wrong.line.port",
}

// sayWhy says why something that is known cannot be had.
func sayWhy(u *engine.UsageError) string {
	if m := badLine.FindStringSubmatch(u.Why); m != nil {
		if m[4] != "" {
			return text.X("a.wrong.line.many", text.With{"Most": m[4]})
		}
		line, err := strconv.Unquote(`"` + m[2] + `"`)
		if err != nil {
			line = m[2]
		}
		return text.X(lineWords[m[3]], text.With{"Line": m[1], "Text": line})
	}
	switch {
	case u.What == "folder":
		return text.X("a.wrong.folder", text.With{"Folder": u.Got})
	case u.What != "urls":
		return text.X("a.wrong.why", text.With{"What": u.What, "Got": u.Got, "Why": u.Why})
	case strings.HasPrefix(u.Why, "there is no address"):
		return text.X("a.wrong.empty", text.With{"File": u.Got})
	}
	return text.X("a.wrong.file", text.With{"File": u.Got})
}

// died is the engine's word on a process that ended before its work did: what
// happens in other processes comes here as text.
var died = regexp.MustCompile(`(?s)(?:a worker process died: (.+?)|the runner process) \(PID (\d+)\) (?:was killed by signal (\d+) \([^)]*\)|ended with exit code (\d+))(?:; it printed: (.*))?$`)

// sayDied says which process died, and of what; "" when the error is of
// something else.
func sayDied(why string) string {
	m := died.FindStringSubmatch(why)
	if m == nil {
		return ""
	}
	with := text.With{"Who": text.X("a.died.runner"), "PID": m[2], "Signal": m[3], "Code": m[4]}
	if m[1] != "" {
		with["Who"] = text.X("a.died.worker", text.With{"Name": m[1]})
	}
	said := text.X("a.died.code", with)
	if m[3] != "" {
		said = text.X("a.died.signal", with)
	}
	if m[5] != "" {
		said = text.X("a.died.printed", text.With{"Died": said, "Text": m[5]})
	}
	return said
}

// failure is how a run ended, in words, and what to do; "" when it is done or
// was stopped.
func failure(f *conduct.Frame) string {
	o := f.Outcome
	if o == nil {
		return ""
	}
	with := text.With{"Deadline": brief(f.Plan.Deadline)}
	if o.Err != nil {
		with["Why"] = sayError(o.Err)
	}
	switch o.Status {
	case engine.Deadline:
		return text.X("a.failed.deadline", with)
	case engine.Deadlocked:
		with["Why"] = circle(f.View)
		return text.X("a.failed.deadlock", with)
	case engine.Failed:
		return text.X("a.failed.failed", with)
	}
	return ""
}

// circle says who can never go on at the end of a recording that deadlocked.
func circle(v *trace.View) string {
	if v == nil {
		return ""
	}
	d := insight.Stuck(v, v.End())
	if d == nil {
		return ""
	}
	return words.Deadlock(v, d)
}
