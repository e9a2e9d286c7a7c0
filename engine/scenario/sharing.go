package scenario

// This file holds S37, seven ways to share data: what each costs for a round
// trip, and how many bytes are serialised for it.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"corelanes/engine/ipc"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

// allMeans is the choice of all of them, one after another.
const allMeans = "all"

// means is one way to pass data to another worker, and to be told that it came.
type means struct {
	id    string
	setUp func(k *work.Kit, bytes int) error
	// give passes data on so many times, take receives it and answers; address
	// is where the giver listens, if it does.
	give func(w work.Worker, k *work.Kit, data []byte, trips int, peer func(address string) error) error
	take func(w work.Worker, k *work.Kit, bytes, trips int, address string) error
}

func allTheMeans() []means {
	return []means{
		{"queue", setUpQueues, giveQueue, takeQueue},
		{"pipe", setUpPipe("pipe"), givePipe, takePipe},
		{"array", setUpArray, giveArray, takeArray},
		{"shared", setUpMemory, giveMemory, takeMemory},
		{"manager", func(k *work.Kit, _ int) error { return k.Talk.MakeManager("manager") }, giveManager, takeManager},
		{"file", setUpPipe("file"), giveFile, takeFile},
		{"socket", nil, giveSocket, takeSocket},
	}
}

func sharing() *Scenario {
	choices := []string{allMeans}
	for _, m := range allTheMeans() {
		choices = append(choices, m.id)
	}
	return &Scenario{
		ID: "sharing", Number: "S37", Category: "exchange", Workers: 1, NeedsConcurrency: true, Blocks: true,
		Title:   "Sharing data, seven ways",
		Promise: "The same data passed on by a queue, a pipe, an array, shared memory, a manager, a file, a socket: who copies, and what does a round trip cost?",
		Parameters: []Parameter{
			{Name: "means", Type: Choice, Default: allMeans, Choices: choices},
			{Name: "bytes", Type: Int, Default: "1048576", Min: 1, Max: 100_000_000, Unit: "B", Sizes: map[string]string{Smoke: "1024"}},
			{Name: "trips", Type: Int, Default: "20", Min: 1, Max: 10_000, Sizes: map[string]string{Smoke: "2"}},
			{Name: "unlink", Type: Bool, Default: "true"},
		},
		Program: sharingProgram,
	}
}

func sharingProgram(v Values) (work.Program, error) {
	bytes, trips, unlink := v.Int("bytes"), v.Int("trips"), v.Bool("unlink")
	var chosen []means
	bodies := map[string]work.Body{}
	for _, m := range allTheMeans() {
		if v["means"] != allMeans && v["means"] != m.id {
			continue
		}
		chosen = append(chosen, m)
		bodies[m.id] = func(w work.Worker, k *work.Kit, address []byte) ([]byte, error) {
			return nil, m.take(w, k, bytes, trips, string(address))
		}
	}
	bodies["serve manager"] = func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
		return nil, k.Talk.ServeManager(w, "manager")
	}
	bodies[work.Main] = func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
		data := make([]byte, bytes)
		for i := range data {
			data[i] = byte(i)
		}
		for _, m := range chosen {
			if err := passOn(w, k, m, data, trips); err != nil {
				return nil, fmt.Errorf("%s: %w", m.id, err)
			}
			if unlink && m.id == sharedMemory {
				if err := forget(w, k, sharedMemory); err != nil {
					return nil, err
				}
			}
			k.Step()
		}
		return result(map[string]any{"means": len(chosen), "bytes": bytes})
	}
	return work.Program{
		Talk:   true,
		Steps:  len(chosen),
		Bodies: bodies,
		Setup: func(k *work.Kit) error {
			for _, m := range chosen {
				if m.setUp == nil {
					continue
				}
				if err := m.setUp(k, bytes); err != nil {
					return err
				}
			}
			return nil
		},
	}, nil
}

// passOn has data passed on by one of the means, and says what a trip took.
func passOn(w work.Worker, k *work.Kit, m means, data []byte, trips int) error {
	var h work.Handle
	begin := w.Self().Rec.Now()
	err := m.give(w, k, data, trips, func(address string) (err error) {
		h, err = w.Start("Peer-"+m.id, m.id, []byte(address))
		begin = w.Self().Rec.Now()
		return err
	})
	if h != nil {
		_, herr := h.Join()
		err = firstError(err, herr)
	}
	if err != nil {
		return err
	}
	trip := time.Duration(w.Self().Rec.Now()-begin) / time.Duration(trips)
	work.Say(w, fmt.Sprintf("%s: %s for a trip of %d bytes, the peer's start shared out among %d", m.id, trip.Round(time.Microsecond), len(data), trips))
	return nil
}

// forget removes the name of a piece of shared memory.
func forget(w work.Worker, k *work.Kit, name string) error {
	m, err := k.Talk.Shared(w, name)
	if err != nil {
		return err
	}
	err = m.Unlink(w)
	m.Close(w)
	return err
}

// rightLength is an error unless so many bytes came.
func rightLength(got, wanted int) error {
	if got != wanted {
		return fmt.Errorf("%d of %d bytes came", got, wanted)
	}
	return nil
}

// repeat calls f so many times, until it fails.
func repeat(n int, f func() error) error {
	for range n {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// signalled does trips each of which is announced and answered through a pipe.
func signalled(w work.Worker, k *work.Kit, name string, end, trips int, f func() error) error {
	c, err := k.Talk.Pipe(w, name, end)
	if err != nil {
		return err
	}
	err = repeat(trips, func() error {
		if end == 0 {
			if err := f(); err != nil {
				return err
			}
			if err := c.SendBytes(w, []byte("go")); err != nil {
				return err
			}
			_, err := c.RecvBytes(w)
			return err
		}
		if _, err := c.RecvBytes(w); err != nil {
			return err
		}
		if err := f(); err != nil {
			return err
		}
		return c.SendBytes(w, []byte("ok"))
	})
	return errors.Join(err, c.Close(w))
}

func setUpQueues(k *work.Kit, _ int) error {
	return firstError(k.Talk.MakeQueue("there", ipc.Plain, 0), k.Talk.MakeQueue("back", ipc.Plain, 0))
}

func twoQueues(k *work.Kit) (there, back *ipc.Queue, err error) {
	if there, err = k.Talk.Queue("there"); err == nil {
		back, err = k.Talk.Queue("back")
	}
	return there, back, err
}

func giveQueue(w work.Worker, k *work.Kit, data []byte, trips int, peer func(string) error) error {
	there, back, err := twoQueues(k)
	if err != nil {
		return err
	}
	if err := peer(""); err != nil {
		return err
	}
	return repeat(trips, func() error {
		if err := there.Put(w, data, true, prim.None); err != nil {
			return err
		}
		_, err := back.Get(w, true, prim.None)
		return err
	})
}

func takeQueue(w work.Worker, k *work.Kit, bytes, trips int, _ string) error {
	there, back, err := twoQueues(k)
	if err != nil {
		return err
	}
	return repeat(trips, func() error {
		i, err := there.Get(w, true, prim.None)
		if err != nil {
			return err
		}
		return firstError(rightLength(len(i.Bytes()), bytes), back.Put(w, len(i.Bytes()), true, prim.None))
	})
}

func setUpPipe(name string) func(k *work.Kit, _ int) error {
	return func(k *work.Kit, _ int) error { return k.Talk.MakePipe(name, true) }
}

func givePipe(w work.Worker, k *work.Kit, data []byte, trips int, peer func(string) error) error {
	c, err := k.Talk.Pipe(w, "pipe", 0)
	if err != nil {
		return err
	}
	err = peer("")
	if err == nil {
		err = repeat(trips, func() error {
			if err := c.SendBytes(w, data); err != nil {
				return err
			}
			_, err := c.RecvBytes(w)
			return err
		})
	}
	return errors.Join(err, c.Close(w))
}

func takePipe(w work.Worker, k *work.Kit, bytes, trips int, _ string) error {
	c, err := k.Talk.Pipe(w, "pipe", 1)
	if err != nil {
		return err
	}
	err = repeat(trips, func() error {
		b, err := c.RecvBytes(w)
		return firstError(err, rightLength(len(b), bytes), c.SendBytes(w, []byte("ok")))
	})
	return errors.Join(err, c.Close(w))
}

// sharedMemory and sharedArray are what the memory is called that workers share.
const (
	sharedMemory = "shared"
	sharedArray  = "array"
)

// signalOf is the pipe that says that there is something in the memory.
func signalOf(name string) string { return name + " signal" }

// setUpMemory makes a piece of shared memory, and a pipe to say that there is
// something in it.
func setUpMemory(k *work.Kit, bytes int) error {
	return firstError(k.Talk.MakeShared(sharedMemory, bytes), k.Talk.MakePipe(signalOf(sharedMemory), true))
}

func giveMemory(w work.Worker, k *work.Kit, data []byte, trips int, peer func(string) error) error {
	m, err := k.Talk.Shared(w, sharedMemory)
	if err != nil {
		return err
	}
	defer m.Close(w)
	if err := peer(""); err != nil {
		return err
	}
	return signalled(w, k, signalOf(sharedMemory), 0, trips, func() error {
		copy(m.Bytes(), data)
		m.Wrote(w, len(data))
		return nil
	})
}

func takeMemory(w work.Worker, k *work.Kit, bytes, trips int, _ string) error {
	m, err := k.Talk.Shared(w, sharedMemory)
	if err != nil {
		return err
	}
	defer m.Close(w)
	mine := make([]byte, bytes)
	return signalled(w, k, signalOf(sharedMemory), 1, trips, func() error {
		copy(mine, m.Bytes())
		m.Read(w, bytes)
		return rightBytes(mine)
	})
}

// rightBytes is an error unless the last of the bytes is what was given.
func rightBytes(got []byte) error {
	if last := len(got) - 1; got[last] != byte(last) {
		return fmt.Errorf("the last byte is %d", got[last])
	}
	return nil
}

// setUpArray makes an Array, whose lock comes with it.
func setUpArray(k *work.Kit, bytes int) error {
	return firstError(work.MakeArray[uint8](k, sharedArray, bytes), k.Talk.MakePipe(signalOf(sharedArray), true))
}

func giveArray(w work.Worker, k *work.Kit, data []byte, trips int, peer func(string) error) error {
	a, err := work.Array[uint8](w, k, sharedArray)
	if err != nil {
		return err
	}
	defer a.Close(w)
	if err := peer(""); err != nil {
		return err
	}
	return signalled(w, k, signalOf(sharedArray), 0, trips, func() error { return a.SetSlice(w, 0, data) })
}

func takeArray(w work.Worker, k *work.Kit, bytes, trips int, _ string) error {
	a, err := work.Array[uint8](w, k, sharedArray)
	if err != nil {
		return err
	}
	defer a.Close(w)
	return signalled(w, k, signalOf(sharedArray), 1, trips, func() error {
		mine, err := a.Slice(w, 0, bytes)
		if err != nil {
			return err
		}
		return rightBytes(mine)
	})
}

func giveManager(w work.Worker, k *work.Kit, data []byte, trips int, peer func(string) error) error {
	server, err := w.Start("SyncManager", "serve manager", nil)
	if err != nil {
		return err
	}
	err = peer("")
	if err == nil {
		err = managed(w, k, func(there, back ipc.QueueProxy) error {
			return repeat(trips, func() error {
				if err := there.Put(w, data, prim.None); err != nil {
					return err
				}
				var n int
				return firstError(back.Get(w, &n, prim.None), rightLength(n, len(data)))
			})
		})
	}
	err = firstError(err, k.Talk.EndManager(w, "manager"))
	_, jerr := server.Join()
	return firstError(err, jerr)
}

func takeManager(w work.Worker, k *work.Kit, _, trips int, _ string) error {
	return managed(w, k, func(there, back ipc.QueueProxy) error {
		return repeat(trips, func() error {
			var b []byte
			return firstError(there.Get(w, &b, prim.None), back.Put(w, len(b), prim.None))
		})
	})
}

// managed connects to the manager for f, who gets proxies of two queues.
func managed(w work.Worker, k *work.Kit, f func(there, back ipc.QueueProxy) error) error {
	m, err := k.Talk.Manager(w, "manager")
	if err != nil {
		return err
	}
	there, err := m.Queue(w, "there", 0)
	var back ipc.QueueProxy
	if err == nil {
		back, err = m.Queue(w, "back", 0)
	}
	if err == nil {
		err = f(there, back)
	}
	return errors.Join(err, m.Close(w))
}

func sharedFile(k *work.Kit) string { return k.File("shared.bin") }

func giveFile(w work.Worker, k *work.Kit, data []byte, trips int, peer func(string) error) error {
	if err := peer(""); err != nil {
		return err
	}
	return signalled(w, k, "file", 0, trips, func() error {
		return w.IO(func() error { return os.WriteFile(sharedFile(k), data, 0o600) })
	})
}

func takeFile(w work.Worker, k *work.Kit, bytes, trips int, _ string) error {
	return signalled(w, k, "file", 1, trips, func() error {
		return w.IO(func() error {
			b, err := os.ReadFile(sharedFile(k))
			return firstError(err, rightLength(len(b), bytes))
		})
	})
}

func giveSocket(w work.Worker, k *work.Kit, data []byte, trips int, peer func(string) error) error {
	l, err := k.Talk.Listen(w, "", 1)
	if err != nil {
		return err
	}
	err = peer(l.Address())
	if err == nil {
		var c io.ReadWriteCloser
		if c, err = l.Accept(w); err == nil {
			err = repeat(trips, func() error {
				if _, err := c.Write(data); err != nil {
					return err
				}
				_, err := io.ReadFull(c, make([]byte, 2))
				return err
			})
			err = errors.Join(err, c.Close())
		}
	}
	return errors.Join(err, l.Close(w))
}

func takeSocket(w work.Worker, k *work.Kit, bytes, trips int, address string) error {
	c, err := connect(w, k, strings.TrimSpace(address))
	if err != nil {
		return err
	}
	b := make([]byte, bytes)
	err = repeat(trips, func() error {
		if _, err := io.ReadFull(c, b); err != nil {
			return err
		}
		_, err := c.Write([]byte("ok"))
		return err
	})
	return errors.Join(err, c.Close())
}
