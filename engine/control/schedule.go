package control

// This file holds the schedule: who went when there was a choice, as text.
//
// A schedule is a list of entries between commas. An entry is the number of the
// worker that goes, at each moment at which more than one can; the workers are
// numbered from 0 on in the order in which they were created, so 0 runs the main
// body. Letting a worker go that waits with a time-out, or sleeps, is to let its
// time be over. Where only one can go, that one goes, and it takes no entry.
// When the list is used up, whoever went last goes on as long as it can, then
// the lowest number that can, then the timer that is due first.
//
// An entry with a letter is a fault: "2s@9" has worker 2 wake up spuriously at
// the 9th point of the run (every point counts, from 1 on, whether there is a
// choice or not). The letters are those of Fault. It takes no choice away.

import (
	"fmt"
	"strconv"
	"strings"
)

// MaxEntries is how long a schedule may be.
const MaxEntries = 1 << 20

// Entry is one entry of a schedule.
type Entry struct {
	Worker int
	Fault  Fault // 0: the worker goes
	Point  int   // of a fault
}

// Schedule is a list of choices.
type Schedule []Entry

// String is the schedule as Parse reads it.
func (s Schedule) String() string {
	var b strings.Builder
	for i, e := range s {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(e.String())
	}
	return b.String()
}

// String is the entry as Parse reads it.
func (e Entry) String() string {
	if e.Fault == 0 {
		return strconv.Itoa(e.Worker)
	}
	return fmt.Sprintf("%d%c@%d", e.Worker, e.Fault, e.Point)
}

// EntryError says what is wrong with which entry of a schedule.
type EntryError struct {
	Entry int    // which one, from 1 on
	Text  string // "" for what is missing
	Why   string
}

// Error is as in error.
func (e *EntryError) Error() string {
	return fmt.Sprintf("entry %d of the schedule, %q: %s", e.Entry, e.Text, e.Why)
}

// Parse reads a schedule; "" is the empty one. The error is an *EntryError.
func Parse(text string) (Schedule, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	if n := strings.Count(text, ",") + 1; n > MaxEntries {
		return nil, &EntryError{MaxEntries + 1, "…", fmt.Sprintf("too long: a schedule has at most %d entries, not %d", MaxEntries, n)}
	}
	parts := strings.Split(text, ",")
	out := make(Schedule, len(parts))
	for i, part := range parts {
		e, why := parseEntry(strings.TrimSpace(part))
		if why != "" {
			return nil, &EntryError{i + 1, clip(part), why}
		}
		out[i] = e
	}
	return out, nil
}

// clip shortens what somebody typed.
func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

const legalEntry = `it must be a worker's number, like 1, or a fault at a point, like 1s@9`

func parseEntry(text string) (e Entry, why string) {
	i := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if i < 0 {
		i = len(text)
	}
	n, err := strconv.ParseUint(text[:i], 10, 16)
	if err != nil {
		return e, legalEntry
	}
	e.Worker = int(n)
	if i == len(text) {
		return e, ""
	}
	e.Fault = Fault(text[i])
	point, isFault := strings.CutPrefix(text[i+1:], "@")
	k, err := strconv.ParseUint(point, 10, 31)
	if !isFault || err != nil || k < 1 || e.Fault.String() == "none" {
		return Entry{}, legalEntry
	}
	e.Point = int(k)
	return e, ""
}
