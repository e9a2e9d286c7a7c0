package scenario

// This file holds S36, pipes: both ways, one way, and by a name.

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/ipc"
	"corelanes/engine/work"
)

// The kinds of pipes.
const (
	duplexPipe = "duplex"
	oneWayPipe = "one-way"
	namedPipe  = "named"
)

// pipeName is what the pipe is called, also in the file system.
const pipeName = "pipe"

func pipes() *Scenario {
	return &Scenario{
		ID: "pipes", Number: "S36", Category: "exchange", Workers: 2, NeedsConcurrency: true, Blocks: true,
		Title:   "Pipes: duplex, one-way, named",
		Promise: "One sends, one receives: see the pipe fill, the sender wait, and what happens when the receiver leaves early.",
		Parameters: []Parameter{
			{Name: "kind", Type: Choice, Default: duplexPipe, Choices: []string{duplexPipe, oneWayPipe, namedPipe}},
			{Name: "messages", Type: Int, Default: "16", Min: 1, Max: 10_000, Sizes: map[string]string{Smoke: "8"}},
			{Name: "bytes", Type: Int, Default: "32768", Min: 0, Max: 4 << 20, Unit: "B", Sizes: map[string]string{Smoke: "2048"}},
			hold("receive", "100ms", "1ms"),
			{Name: "leave", Type: Bool, Default: "false"},
		},
		Program: pipesProgram,
	}
}

// told is what a sender or receiver has to tell.
type told struct {
	Messages int  `json:"messages"`
	Bytes    int  `json:"bytes"`
	Broken   bool `json:"broken"`
}

// sample is what the sources send: a list of three.
func sample() []any { return []any{"данные", 123, true} }

func pipesProgram(v Values) (work.Program, error) {
	kind, messages, bytes, receive, leave := v["kind"], v.Int("messages"), v.Int("bytes"), v.Duration("receive"), v.Bool("leave")
	ending := func(f func(w work.Worker, k *work.Kit, c *ipc.Conn) (told, error), n int) work.Body {
		return func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
			c, err := k.Talk.Pipe(w, pipeName, n)
			if err != nil {
				return nil, err
			}
			t, err := f(w, k, c)
			if err = errors.Join(err, c.Close(w)); err != nil {
				return nil, err
			}
			return work.Encode(t)
		}
	}
	return work.Program{
		Talk:  true,
		Steps: messages,
		Setup: func(k *work.Kit) error {
			if kind == namedPipe {
				return k.Talk.MakeFIFO(pipeName)
			}
			return k.Talk.MakePipe(pipeName, kind == duplexPipe)
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				sender, err := w.Start("Sender", "send", nil)
				if err != nil {
					return nil, err
				}
				receiver, err := w.Start("Receiver", "receive", nil)
				if err != nil {
					return nil, err
				}
				got, err := joinTold(receiver)
				if err != nil {
					return nil, err
				}
				sent, err := joinTold(sender)
				if err != nil {
					return nil, err
				}
				if kind == namedPipe {
					if err := k.Talk.Unlink(pipeName); err != nil {
						return nil, err
					}
				}
				return result(map[string]any{"received": got.Messages, "bytes": got.Bytes, "broken": sent.Broken})
			},
			"send": ending(func(w work.Worker, k *work.Kit, c *ipc.Conn) (told, error) {
				return sendAll(w, k, c, messages, bytes, kind == duplexPipe)
			}, 0),
			"receive": ending(func(w work.Worker, k *work.Kit, c *ipc.Conn) (told, error) {
				n := messages
				if leave {
					n = messages / 2
				}
				return receiveAll(w, k, c, n, receive, kind == duplexPipe)
			}, 1),
		},
	}, nil
}

func joinTold(h work.Handle) (t told, err error) {
	data, err := h.Join()
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(data, &t); err != nil {
		return t, fmt.Errorf("read what a worker tells: %w", err)
	}
	return t, nil
}

// sendAll sends the sources' list and the messages, and then hears what the
// receiver counted, if it can.
func sendAll(w work.Worker, k *work.Kit, c *ipc.Conn, messages, bytes int, duplex bool) (t told, err error) {
	err = c.Send(w, sample())
	data := make([]byte, bytes)
	for t.Messages < messages && err == nil {
		k.At(w, "send")
		if err = c.SendBytes(w, data); err == nil {
			t.Messages++
		}
	}
	if errors.Is(err, ipc.ErrBroken) {
		work.Say(w, err.Error())
		t.Broken = true
		return t, nil
	}
	if err != nil || !duplex {
		return t, err
	}
	var counted int
	k.At(w, "hear")
	err = c.Recv(w, &counted)
	if errors.Is(err, ipc.ErrEOF) {
		t.Broken = true // it left without a word
		return t, nil
	}
	return t, err
}

// listed is a list as Python prints it.
func listed(items []any) string {
	values := make([]code.Value, len(items))
	for i, x := range items {
		switch x := x.(type) {
		case string:
			values[i] = code.Str(x)
		case bool:
			values[i] = code.Bool(x)
		case float64:
			values[i] = code.Int(int64(x))
		default:
			values[i] = code.None()
		}
	}
	return code.List(values...).String()
}

// receiveAll receives so many messages, taking its time, and says how many they
// were, if it can.
func receiveAll(w work.Worker, k *work.Kit, c *ipc.Conn, n int, each time.Duration, duplex bool) (t told, err error) {
	var first []any
	if err := c.Recv(w, &first); err != nil {
		return t, err
	}
	work.Say(w, "Сообщение от процесса: "+listed(first))
	for t.Messages < n {
		k.At(w, "receive")
		data, err := c.RecvBytes(w)
		if errors.Is(err, ipc.ErrEOF) {
			break
		}
		if err != nil {
			return t, err
		}
		t.Messages++
		t.Bytes += len(data)
		k.Step()
		k.At(w, "pause")
		if err := w.Sleep(each); err != nil {
			return t, err
		}
	}
	if !duplex {
		return t, nil
	}
	err = c.Send(w, t.Messages)
	if errors.Is(err, ipc.ErrBroken) {
		err = nil // the sender has gone already
	}
	return t, err
}
