package cpython

// This file holds what the agent tells rarely: a line of JSON each.

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
)

// fact is one line. Which of its fields are there says what it is about.
type fact struct {
	T int64 `json:"t"` // the machine's monotonic clock, ns; 0: not told

	Process  int    `json:"process"` // a process has begun: its PID
	PPID     int    `json:"ppid"`
	How      string `json:"how"` // exec or fork
	Version  string `json:"version"`
	Known    bool   `json:"known"`    // the agent knows this version
	GIL      bool   `json:"gil"`      // it has one
	Interval int64  `json:"interval"` // µs
	Objects  uint64 `json:"objects"`  // the highest number of an object when it was forked
	Args     string `json:"args"`

	Thread uint64 `json:"thread"` // a thread has begun; of a task, the one that runs it
	Ident  uint64 `json:"ident"`
	Native int    `json:"native"` // its TID
	By     uint64 `json:"by"`     // the thread that started it
	Daemon bool   `json:"daemon"`
	Name   string `json:"name"`

	Object  uint64 `json:"object"` // an object was made
	Kind    string `json:"kind"`
	Library string `json:"library"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Param   int64  `json:"param"`
	Lock    uint64 `json:"lock"`   // the object that is a condition's lock
	Shared  string `json:"shared"` // by which name other processes know it
	Adopted bool   `json:"adopted"`

	Task uint64 `json:"task"` // a task runs for the first time
	Coro string `json:"coro"`

	Predicate uint64 `json:"predicate"` // a condition's predicate is asked for the first time: its number

	Child int  `json:"child"` // a child was started: its PID
	Ended int  `json:"ended"` // a child has ended: its PID
	Code  *int `json:"code"`  // its exit code, or less than 0: the signal that killed it

	Unpatched  string `json:"unpatched"` // a module that the agent could not wrap
	Why        string `json:"why"`
	Unanswered string `json:"unanswered"` // why there is no result

	Each    int64 `json:"each"`    // what a record costs, ns
	Telling int64 `json:"telling"` // what a fact costs, ns
	Spent   int64 `json:"spent"`   // processor time that the agent took to begin, ns
}

// factFile is a growing file of facts.
type factFile struct {
	path string
	from int64
}

// maxFacts is how much of a file is read at a time: a script that makes objects
// faster than that is followed with a delay.
const maxFacts = 4 << 20

// read gives the facts that were added since the last time. A line that is no
// JSON is passed over, one that is not whole yet waits.
func (f *factFile) read(each func(*fact)) error {
	file, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	b, err := io.ReadAll(io.NewSectionReader(file, f.from, maxFacts))
	end := bytes.LastIndexByte(b, '\n') + 1
	if end == 0 && len(b) == maxFacts {
		end = len(b) // a line as long as that is none of the agent's
	}
	f.from += int64(end)
	for line := range bytes.Lines(b[:end]) {
		x := &fact{}
		if json.Unmarshal(line, x) == nil {
			each(x)
		}
	}
	return err
}
