package proc

import (
	"errors"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/proc/forker"
	"corelanes/engine/trace"
)

// ErrWaitingGone is never returned here.
var ErrWaitingGone = errors.New(forker.WhyNot)

// Waiting does not exist here.
type Waiting struct{ *Child }

func startWaiting(bool, func(int, bool)) (*Waiting, error) { return nil, ErrWaitingGone }

// Load is not possible here.
func (*Waiting) Load([]byte) error { return ErrWaitingGone }

func (*Waiting) ready() error { return ErrWaitingGone }

// Gone is not possible here.
func (*Waiting) Gone() <-chan struct{} { return nil }

func (*Waiting) fork(Role, *osys.Memory, trace.Lane) (*Child, error) { return nil, ErrWaitingGone }

// Quit is not possible here.
func (*Waiting) Quit(time.Duration) Exit { return Exit{} }

func (*Waiting) end() Exit { return Exit{} }
