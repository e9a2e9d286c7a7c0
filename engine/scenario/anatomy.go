package scenario

// This file holds S16, the anatomy of a task: ready, waiting, done; time-out,
// cancellation, and a coroutine that another thread asks for.

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"corelanes/engine/work"
)

func anatomy() *Scenario {
	return &Scenario{
		ID: "task-anatomy", Number: "S16", Category: "io", Workers: 1, NeedsLoop: true,
		Title:   "Anatomy of a task",
		Promise: "Ready, waiting, done: create_task, gather, a time-out, a cancellation, a generator, and a call from another thread, a step each.",
		Parameters: []Parameter{
			hold("step", "200ms", "2ms"),
		},
		Program: anatomyProgram,
	}
}

func anatomyProgram(v Values) (work.Program, error) {
	x := specimen{v.Duration("step")}
	return work.Program{
		Steps: 6,
		Bodies: map[string]work.Body{
			work.Main: x.main,
			"nap":     x.nap,
			"forever": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.At(w, "forever")
				return nil, w.Sleep(time.Hour)
			},
		},
	}, nil
}

// specimen is the task that is looked at.
type specimen struct{ step time.Duration }

// nap sleeps for as many steps as its name says.
func (x specimen) nap(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
	k.At(w, "nap")
	work.Say(w, string(arg)+" begins")
	if err := w.Sleep(x.step * time.Duration(len(arg))); err != nil {
		work.Say(w, string(arg)+" is cancelled")
		return nil, err
	}
	work.Say(w, string(arg)+" is done")
	return arg, nil
}

func (x specimen) main(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
	a, ok := work.AsyncOf(w)
	if !ok {
		return nil, errors.New("this worker is no task of an event loop")
	}
	found := map[string]any{}
	for _, f := range []struct {
		line string
		do   func(w work.Worker, a work.Async, found map[string]any) error
	}{{"gather", x.gather}, {"wait_for", x.waitFor}, {"cancel", x.cancel}, {"take", x.generate}, {"threadsafe", x.threadsafe}, {"current", x.current}} {
		k.At(w, f.line)
		if err := f.do(w, a, found); err != nil {
			return nil, err
		}
		k.Step()
	}
	return result(found)
}

// gather creates tasks, of which none begins before this one waits.
func (x specimen) gather(w work.Worker, a work.Async, found map[string]any) error {
	var handles []work.Handle
	for _, name := range []string{"A", "BB", "CCC"} {
		h, err := w.Start("Task-"+name, "nap", []byte(name))
		if err != nil {
			return err
		}
		handles = append(handles, h)
	}
	work.Say(w, "three tasks are ready; none has begun")
	all, err := a.Gather(false, handles...)
	var got []string
	for _, o := range all {
		got = append(got, string(o.Out))
	}
	found["gathered"] = strings.Join(got, " ")
	return err
}

// waitFor gives a task less time than it needs.
func (x specimen) waitFor(w work.Worker, a work.Async, found map[string]any) error {
	h, err := w.Start("Task-slow", "forever", nil)
	if err != nil {
		return err
	}
	_, err = a.WaitFor(h, x.step)
	work.Say(w, fmt.Sprintf("wait_for: %v", err))
	found["timed_out"] = work.IsTimeout(err)
	return nil
}

// cancel cancels a task where it waits.
func (x specimen) cancel(w work.Worker, a work.Async, found map[string]any) error {
	h, err := w.Start("Task-cancelled", "forever", nil)
	if err != nil {
		return err
	}
	if err := w.Sleep(x.step); err != nil {
		return err
	}
	asked := a.Cancel(h)
	all, err := a.Gather(true, h)
	found["cancelled"] = asked && len(all) == 1 && work.IsCancelled(all[0].Err)
	return err
}

// generate takes values from an asynchronous generator.
func (x specimen) generate(w work.Worker, a work.Async, found map[string]any) error {
	var got []string
	err := a.Generate(func(yield func([]byte) error) error {
		for i := range 3 {
			if err := w.Sleep(x.step / 2); err != nil {
				return err
			}
			if err := yield([]byte{byte('1' + i)}); err != nil {
				return err
			}
		}
		return nil
	}, func(v []byte) error {
		got = append(got, string(v))
		work.Say(w, "async for: "+string(v))
		return nil
	})
	found["generated"] = strings.Join(got, " ")
	return err
}

// threadsafe has another thread ask the loop to run a coroutine.
func (x specimen) threadsafe(w work.Worker, a work.Async, found map[string]any) error {
	out, err := a.ToThread("asker", func(from work.Worker) ([]byte, error) {
		return a.Threadsafe(from, "Task-asked", "nap", []byte("D"))
	})
	found["from_thread"] = string(out)
	return err
}

// current is who runs, and who is there.
func (x specimen) current(w work.Worker, a work.Async, found map[string]any) error {
	work.Say(w, "current_task: "+a.CurrentTask()+"; all_tasks: "+strings.Join(a.AllTasks(), ", "))
	found["tasks_left"] = len(a.AllTasks())
	return nil
}
