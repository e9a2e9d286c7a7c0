package scenario

// This file holds S35, a session for each worker, or one for all: and then they
// read each other's answers.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"corelanes/engine/work"
)

// Whose a session is.
const (
	ownSession    = "own"
	sharedSession = "shared"
)

// messageBytes is how long a question and its answer are.
const messageBytes = 32

func sessions() *Scenario {
	return &Scenario{
		ID: "session-per-worker", Number: "S35", Category: "exchange", Workers: 4, NeedsConcurrency: true, Blocks: true, Differs: true,
		Title:   "A session for each worker",
		Promise: "An open connection that several workers share: who reads whose answer? And when each has its own?",
		Parameters: []Parameter{
			{Name: "session", Type: Choice, Default: sharedSession, Choices: []string{sharedSession, ownSession}, Sizes: map[string]string{Smoke: ownSession}},
			{Name: "requests", Type: Int, Default: "25", Min: 1, Max: 10_000, Sizes: map[string]string{Smoke: "3"}},
			hold("latency", "10ms", "0s"),
		},
		Program: sessionsProgram,
	}
}

// message is a text as it travels: of a fixed length.
func message(text string) []byte {
	b := bytes.Repeat([]byte{' '}, messageBytes)
	copy(b, text)
	return b
}

// exchanged is what came of a worker's questions.
type exchanged struct {
	Own     int `json:"own"`
	Foreign int `json:"foreign"`
}

func sessionsProgram(v Values) (work.Program, error) {
	shared, requests, latency := v["session"] == sharedSession, v.Int("requests"), v.Duration("latency")
	return work.Program{
		Talk: true,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers * requests)
				sum, err := exchangeAll(w, k, shared)
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"requests": sum.Own + sum.Foreign, "own": sum.Own, "foreign": sum.Foreign})
			},
			// answer is the server's side of one connection.
			"answer": func(w work.Worker, k *work.Kit, name []byte) ([]byte, error) {
				c, err := k.Talk.TakeSocket(w, string(name))
				if err != nil {
					return nil, err
				}
				b := make([]byte, messageBytes)
				for {
					k.At(w, "hear")
					if _, err = io.ReadFull(c, b); err != nil {
						break
					}
					if err = w.Sleep(latency); err != nil {
						break
					}
					k.At(w, "answer")
					if _, err = c.Write(message("re " + strings.TrimSpace(string(b)))); err != nil {
						break
					}
				}
				if errors.Is(err, io.EOF) {
					err = nil
				}
				return nil, errors.Join(err, c.Close())
			},
			"ask": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				name, address, _ := strings.Cut(string(arg), " ")
				var c io.ReadWriteCloser
				var err error
				if shared {
					c, err = k.Talk.TakeSocket(w, sharedSession)
				} else {
					c, err = connect(w, k, address)
				}
				if err != nil {
					return nil, err
				}
				x, err := ask(w, k, c, name, requests)
				if err = errors.Join(err, c.Close()); err != nil {
					return nil, err
				}
				return work.Encode(x)
			},
		},
	}, nil
}

// ask asks its questions and looks whether the answers are its own.
func ask(w work.Worker, k *work.Kit, c io.ReadWriteCloser, name string, n int) (x exchanged, err error) {
	heard := make([]byte, messageBytes)
	for i := range n {
		question := name + "." + strconv.Itoa(i)
		k.At(w, "ask")
		if _, err := c.Write(message(question)); err != nil {
			return x, err
		}
		k.At(w, "read")
		if _, err := io.ReadFull(c, heard); err != nil {
			return x, err
		}
		if answer := strings.TrimSpace(string(heard)); answer == "re "+question {
			x.Own++
		} else {
			x.Foreign++
			work.Say(w, fmt.Sprintf("asked %s, read %q", question, answer))
		}
		k.Step()
	}
	return x, nil
}

// exchangeAll lets the workers ask, through one connection that it opened before
// they were there, or through one each.
func exchangeAll(w work.Worker, k *work.Kit, shared bool) (sum exchanged, err error) {
	l, err := k.Talk.Listen(w, "", k.Workers)
	if err != nil {
		return sum, err
	}
	var open io.ReadWriteCloser
	if shared {
		if open, err = connect(w, k, l.Address()); err == nil {
			err = k.Talk.GiveSocket(sharedSession, open, true)
		}
	}
	var askers, answerers []work.Handle
	for i := 0; i < k.Workers && err == nil; i++ {
		name := "W" + strconv.Itoa(i+1)
		h, serr := w.Start("Worker-"+strconv.Itoa(i+1), "ask", []byte(name+" "+l.Address()))
		if err = serr; err == nil {
			askers = append(askers, h)
		}
	}
	connections := k.Workers
	if shared {
		connections = 1
	}
	for i := 0; i < connections && err == nil; i++ {
		c, aerr := l.Accept(w)
		if err = aerr; err != nil {
			break
		}
		name := "Server-" + strconv.Itoa(i+1)
		if err = k.Talk.GiveSocket(name, c, false); err == nil {
			var h work.Handle
			h, err = w.Start(name, "answer", []byte(name))
			answerers = append(answerers, h)
		}
	}
	for _, h := range askers {
		if err != nil {
			break
		}
		data, jerr := h.Join()
		var x exchanged
		if err = jerr; err == nil {
			err = json.Unmarshal(data, &x)
		}
		sum.Own += x.Own
		sum.Foreign += x.Foreign
	}
	if open != nil {
		err = errors.Join(err, open.Close(), k.Talk.EndSocket(sharedSession))
	}
	if err == nil {
		err = joinAll(answerers)
	}
	return sum, errors.Join(err, l.Close(w))
}
