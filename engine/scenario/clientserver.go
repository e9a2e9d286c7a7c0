package scenario

// This file holds S14, client and server: clients one after another, or each
// with a worker of its own.

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"corelanes/engine/work"
)

// How the server serves its clients.
const (
	inTurn    = "in-turn"
	eachOwn   = "own-worker"
	tcp       = "tcp"
	unixPath  = "unix"
	greeting  = "Hello, server!"
	reply     = "Hello, client!"
	maxClient = 1000
	turnLock  = "turn"
)

func clientServer() *Scenario {
	return &Scenario{
		ID: "client-server", Number: "S14", Category: "exchange", Workers: 8, NeedsConcurrency: true,
		Title:   "Client and server",
		Promise: "Hello, server! Hello, client! One after another each client waits for all before it; with a worker each, only for itself.",
		Parameters: []Parameter{
			{Name: "serve", Type: Choice, Default: inTurn, Choices: []string{inTurn, eachOwn}, Sizes: map[string]string{Smoke: eachOwn}},
			{Name: "socket", Type: Choice, Default: tcp, Choices: []string{tcp, unixPath}},
			{Name: "clients", Type: Int, Default: "8", Min: 1, Max: maxClient, Sizes: map[string]string{Smoke: "3"}},
			hold("think", "100ms", "1ms"),
		},
		Program: clientServerProgram,
	}
}

func clientServerProgram(v Values) (work.Program, error) {
	path := func(*work.Kit) string { return "" }
	if v["socket"] == unixPath {
		path = func(k *work.Kit) string { return k.File("server.sock") }
	}
	serve, clients, think := v["serve"], v.Int("clients"), v.Duration("think")
	answer := func(w work.Worker, k *work.Kit, c io.ReadWriteCloser) error { return answerOne(w, k, c, think) }
	return work.Program{
		Talk:  true,
		Steps: clients,
		Setup: func(k *work.Kit) error {
			if serve != inTurn {
				return nil
			}
			return k.MakeLock(turnLock)
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				err := error(nil)
				if a, ok := work.AsyncOf(w); ok {
					err = serveTasks(w, k, a, path(k), clients, serve == eachOwn, answer)
				} else {
					err = serveWorkers(w, k, path(k), clients, serve == eachOwn, answer)
				}
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"clients": clients})
			},
			"client": func(w work.Worker, k *work.Kit, address []byte) ([]byte, error) {
				return nil, beClient(w, k, string(address))
			},
			"handle": func(w work.Worker, k *work.Kit, name []byte) ([]byte, error) {
				c, err := k.Talk.TakeSocket(w, string(name))
				if err != nil {
					return nil, err
				}
				return nil, answer(w, k, c)
			},
		},
	}, nil
}

// answerOne hears a client's greeting, thinks, and answers it.
func answerOne(w work.Worker, k *work.Kit, c io.ReadWriteCloser, think time.Duration) error {
	k.At(w, "hear")
	hello := make([]byte, len(greeting))
	_, err := io.ReadFull(c, hello)
	if err == nil && string(hello) != greeting {
		err = fmt.Errorf("the client said %q", hello)
	}
	if err == nil {
		k.At(w, "think")
		err = w.Sleep(think)
	}
	if err == nil {
		k.At(w, "answer")
		_, err = c.Write([]byte(reply))
	}
	return errors.Join(err, c.Close())
}

// beClient greets the server and waits for its answer.
func beClient(w work.Worker, k *work.Kit, address string) error {
	begin := w.Self().Rec.Now()
	c, err := connect(w, k, address)
	if err != nil {
		return err
	}
	k.At(w, "greet")
	_, err = c.Write([]byte(greeting))
	heard := make([]byte, len(reply))
	if err == nil {
		k.At(w, "wait")
		_, err = io.ReadFull(c, heard)
	}
	if err = errors.Join(err, c.Close()); err != nil {
		return err
	}
	if string(heard) != reply {
		return fmt.Errorf("the server said %q", heard)
	}
	work.Say(w, fmt.Sprintf("%s (after %s)", heard, (time.Duration(w.Self().Rec.Now()-begin)).Round(time.Microsecond)))
	k.Step()
	return nil
}

// connect connects as the worker does.
func connect(w work.Worker, k *work.Kit, address string) (io.ReadWriteCloser, error) {
	return k.Talk.Connect(w, address, func() (io.ReadWriteCloser, error) {
		if a, ok := work.AsyncOf(w); ok {
			return a.Connect(address)
		}
		return work.Connect(w, address)
	})
}

// startClients starts the clients.
func startClients(w work.Worker, n int, address string) (all []work.Handle, err error) {
	for i := range n {
		h, err := w.Start("Client-"+strconv.Itoa(i+1), "client", []byte(address))
		if err != nil {
			return all, err
		}
		all = append(all, h)
	}
	return all, nil
}

// serveWorkers listens, accepts, and has each client answered here, or by a
// worker of its own, to which the connection is handed.
func serveWorkers(w work.Worker, k *work.Kit, path string, clients int, each bool, answer func(w work.Worker, k *work.Kit, c io.ReadWriteCloser) error) error {
	l, err := k.Talk.Listen(w, path, clients)
	if err != nil {
		return err
	}
	all, err := startClients(w, clients, l.Address())
	for i := 0; i < clients && err == nil; i++ {
		k.At(w, "accept")
		c, aerr := l.Accept(w)
		if err = aerr; err != nil {
			break
		}
		if !each {
			err = answer(w, k, c)
			continue
		}
		name := "Handler-" + strconv.Itoa(i+1)
		if err = k.Talk.GiveSocket(name, c, false); err != nil {
			break
		}
		h, serr := w.Start(name, "handle", []byte(name))
		err = serr
		all = append(all, h)
	}
	if err == nil {
		k.At(w, "join")
		err = joinAll(all)
	}
	return errors.Join(err, l.Close(w))
}

// serveTasks does so with the event loop's server, which has a task for each
// client; in turn they take a lock.
func serveTasks(w work.Worker, k *work.Kit, a work.Async, path string, clients int, each bool, answer func(w work.Worker, k *work.Kit, c io.ReadWriteCloser) error) error {
	address, shut, err := a.Serve(path, func(w work.Worker, c io.ReadWriteCloser) error {
		c = k.Talk.Accepted(w, c)
		if each {
			return answer(w, k, c)
		}
		return withLock(w, k, turnLock, func() error { return answer(w, k, c) })
	})
	if err != nil {
		return err
	}
	if err := k.Talk.Listens(w, address, work.ServeBacklog); err != nil {
		return errors.Join(err, shut())
	}
	all, err := startClients(w, clients, address)
	if err == nil {
		k.At(w, "join")
		err = joinAll(all)
	}
	return errors.Join(err, k.Talk.Leaves(w, address), shut())
}
