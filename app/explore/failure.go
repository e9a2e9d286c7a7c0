package explore

// This file turns what went wrong into words that say what to do.

import (
	"errors"
	"regexp"

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
		for _, say := range []func(string) string{sayDied, sayScript, sayDownload} {
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
