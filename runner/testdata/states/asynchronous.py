# %% a coroutine that is suspended
import asyncio
class Pause:
    def __await__(self): return (yield "paused")
async def two_pauses():
    return [await Pause(), await Pause()]
suspended = two_pauses()
suspended.send(None), suspended.send("a")
# %% [check]
assert suspended.cr_await is not None
try:
    suspended.send("b")
except StopIteration as stop:
    assert stop.value == ["a", "b"]
else:
    raise AssertionError("it did not end")

# %% an asynchronous generator in the middle
async def countup(n):
    for i in range(n): yield i
async_numbers = countup(4)
first_async = await anext(async_numbers)
# %% [check]
assert first_async == 0 and [n async for n in async_numbers] == [1, 2, 3]

# %% a task in the middle of its sleeps
import asyncio
ticks = []
async def ticking():
    for i in range(3):
        await asyncio.sleep(0.01)
        ticks.append(i)
    return "ticked"
ticker = asyncio.create_task(ticking(), name="ticker")
await asyncio.sleep(0.015)
# %% [check]
assert await ticker == "ticked" and ticks == [0, 1, 2] and ticker.get_name() == "ticker"

# %% call_later, call_soon and timers that were cancelled
import asyncio
fired = []
loop_of_calls = asyncio.get_running_loop()
later = loop_of_calls.call_later(0.02, fired.append, "later")
cancelled_call = loop_of_calls.call_later(0.01, fired.append, "cancelled")
cancelled_call.cancel()
soon = loop_of_calls.call_soon(fired.append, "soon")
# %% [check]
await asyncio.sleep(0.05)
assert fired == ["soon", "later"] and cancelled_call.cancelled() and asyncio.get_running_loop() is loop_of_calls

# %% futures, done and not, with callbacks
import asyncio
open_future = asyncio.get_running_loop().create_future()
done_future = asyncio.get_running_loop().create_future()
done_future.set_result(7)
heard = []
open_future.add_done_callback(lambda future: heard.append(future.result()))
async def waits_for_future(): return await open_future
future_task = asyncio.create_task(waits_for_future())
await asyncio.sleep(0)
# %% [check]
open_future.set_result(5)
assert await future_task == 5 and heard == [5] and done_future.result() == 7

# %% a queue, a lock, an event and a semaphore, with tasks that wait
import asyncio
queue, lock, event, semaphore = asyncio.Queue(2), asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(1)
order_of = []
async def consumer():
    while (item := await queue.get()) is not None: order_of.append(item)
async def locked_worker():
    async with lock: order_of.append("lock")
async def event_worker():
    await event.wait()
    order_of.append("event")
async def semaphore_worker():
    async with semaphore: order_of.append("semaphore")
await lock.acquire()
await semaphore.acquire()
async_workers = [asyncio.create_task(work()) for work in (consumer, locked_worker, event_worker, semaphore_worker)]
await asyncio.sleep(0)
# %% [check]
assert lock.locked() and not event.is_set() and order_of == []
for item in ("a", "b", None): await queue.put(item)
await async_workers[0]
lock.release(), event.set(), semaphore.release()
await asyncio.gather(*async_workers)
assert sorted(order_of) == ["a", "b", "event", "lock", "semaphore"]

# %% a timeout and wait_for that are running
import asyncio
async def with_timeout():
    try:
        async with asyncio.timeout(0.05): await asyncio.sleep(60)
    except TimeoutError:
        return "timed out"
async def with_wait_for():
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 0.05)
    except TimeoutError:
        return "waited"
timed = asyncio.gather(with_timeout(), with_wait_for())
await asyncio.sleep(0)
# %% [check]
assert await timed == ["timed out", "waited"]

# %% a task group that is entered
import asyncio
async def child_task(n):
    await asyncio.sleep(0.01)
    return n
async def run_group():
    async with asyncio.TaskGroup() as tasks:
        made = [tasks.create_task(child_task(n)) for n in range(3)]
    return [task.result() for task in made]
group_task = asyncio.create_task(run_group())
await asyncio.sleep(0)
# %% [check]
assert await group_task == [0, 1, 2]

# %% a task that failed, and one that was cancelled
import asyncio
async def fail_soon(): raise LookupError("nobody looked")
failed_task, cancelled_task = asyncio.create_task(fail_soon()), asyncio.create_task(asyncio.sleep(60))
cancelled_task.cancel("by hand")
await asyncio.wait([failed_task, cancelled_task])
# %% [check]
assert failed_task.exception().args == ("nobody looked",) and cancelled_task.cancelled()

# %% context variables, with tokens and copies
import contextvars
request = contextvars.ContextVar("request", default="none")
token = request.set("first")
context_copy = contextvars.copy_context()
request.set("second")
# %% [check]
assert request.get() == "second" and context_copy[request] == "first" and token.old_value is contextvars.Token.MISSING
context_copy.run(lambda: request.set("inside"))
assert context_copy[request] == "inside" and request.get() == "second"

# %% the context of a task
import asyncio, contextvars
user_of = contextvars.ContextVar("user_of")
async def reads_user():
    await asyncio.sleep(0.01)
    return user_of.get()
user_of.set("ada")
user_task = asyncio.create_task(reads_user())
user_of.set("bob")
# %% [check]
assert await user_task == "ada" and user_of.get() == "bob"

# %% an asynchronous context that is entered
import contextlib
stack_log = []
@contextlib.asynccontextmanager
async def resource(name):
    stack_log.append("+" + name)
    try: yield name
    finally: stack_log.append("-" + name)
exit_stack = contextlib.AsyncExitStack()
await exit_stack.enter_async_context(resource("a"))
exit_stack.callback(stack_log.append, "callback")
# %% [check]
await exit_stack.aclose()
assert stack_log == ["+a", "callback", "-a"]

# %% deadlines on the loop's clock
import asyncio, time
deadline = asyncio.get_running_loop().time() + 1000
clock_then, started_at = time.monotonic(), time.time()
# %% [check]
clock_now = time.monotonic()
assert 0 <= clock_now - clock_then < 900 and clock_now < deadline < clock_now + 1001
assert abs((clock_now - clock_then) - (time.time() - started_at)) < 5
