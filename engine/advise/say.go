package advise

// This file holds the words of an advice, in both languages.

import (
	"strconv"
	"strings"

	"corelanes/engine/sources"
)

// kindOf is what the numbers of reasons are of, by their names.
var kindOf = map[string]sources.Kind{
	"Waiting": sources.Share, "Computing": sources.Share, "Native": sources.Share, "GIL": sources.Share, "Serialise": sources.Share,
	"Times": sources.Times, "More": sources.Times, "One": sources.Time, "Predicted": sources.Time, "Start": sources.Time, "Pass": sources.Time, "Workers": sources.Count,
}

// Say is a reason in a sentence; title says how the model is called.
func (r Reason) Say(b *sources.Book, language string, title func(model string) string) string {
	with := []string{"{Model}", title(r.Model)}
	for name, x := range r.Numbers {
		with = append(with, "{"+name+"}", b.Number(kindOf[name], x, language))
	}
	return strings.NewReplacer(with...).Replace(b.Words["why."+r.Name].In(language))
}

// Source says where a reason's numbers are from.
func (r Reason) Source(b *sources.Book, language string) string {
	switch {
	case len(r.Numbers) == 0:
		return ""
	case r.Measured:
		return b.Words["from.measured"].In(language)
	}
	return b.Words["from.predicted"].In(language)
}

// Headline is the advice in a sentence.
func (a Advice) Headline(b *sources.Book, language string, title func(model string) string) string {
	workers := b.Words["advise.workers"]
	switch {
	case a.Best.Model == "asyncio":
		workers = b.Words["advise.tasks"]
	case a.Best.Workers == 1:
		workers = b.Words["advise.workers.one"]
	}
	with := strings.NewReplacer("{Model}", title(a.Best.Model), "{Workers}", strings.ReplaceAll(workers.In(language), "{N}", strconv.Itoa(a.Best.Workers)))
	return with.Replace(b.Words["advise.use"].In(language))
}
