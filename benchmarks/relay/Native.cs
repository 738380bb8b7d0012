using System.Runtime.InteropServices;

namespace OtEdge.RelayBenchmark;

/// <summary>The few system calls of the load and the responder; Linux only.</summary>
internal static partial class Native
{
    public const int EpollIn = 1;
    public const int EpollOut = 4;
    private const int Inet = 2, Stream = 1, NonBlock = 0x800, CloseOnExec = 0x80000;
    private const int Tcp = 6, NoDelay = 1, Socket = 1, ReuseAddress = 2, SendBuffer = 7, EpollAdd = 1, EpollModify = 3, FileBytes = 1;

    public static int Listen(int port)
    {
        int listener = Check(socket(Inet, Stream | NonBlock | CloseOnExec, 0), "socket");
        Set(listener, Socket, ReuseAddress);
        SocketAddress address = Loopback(port);
        Check(bind(listener, in address, 16), $"bind to port {port}");
        Check(listen(listener, 4096), "listen");
        return listener;
    }

    /// <summary>A connected socket, non-blocking from then on; -1 when nobody takes it.</summary>
    public static int Connect(int port)
    {
        int client = Check(socket(Inet, Stream | CloseOnExec, 0), "socket");
        Set(client, Tcp, NoDelay);
        SocketAddress address = Loopback(port);
        if (connect(client, in address, 16) < 0)
        {
            Close(client);
            return -1;
        }

        Check(fcntl(client, 4, NonBlock), "fcntl");
        return client;
    }

    /// <summary>Makes room in the kernel for what is sent at once, instead of letting it find out how much is needed.</summary>
    public static void HoldMore(int descriptor) => Set(descriptor, Socket, SendBuffer, 208 * 1024);

    public static int Accept(int listener)
    {
        int accepted = accept4(listener, 0, 0, NonBlock | CloseOnExec);
        if (accepted >= 0)
        {
            Set(accepted, Tcp, NoDelay);
        }

        return accepted;
    }

    public static int CreatePoll() => Check(epoll_create1(CloseOnExec), "epoll_create1");

    public static void Watch(int poll, int descriptor, int events, int key, bool isNew = true)
    {
        var wanted = new PollEvent { Events = (uint)events, Key = key };
        Check(epoll_ctl(poll, isNew ? EpollAdd : EpollModify, descriptor, in wanted), "epoll_ctl");
    }

    public static int Wait(int poll, Span<PollEvent> events, int milliseconds) =>
        epoll_wait(poll, ref MemoryMarshal.GetReference(events), events.Length, milliseconds);

    /// <summary>Waits to the nanosecond, where <see cref="Wait"/> counts milliseconds.</summary>
    public static int WaitExactly(int poll, Span<PollEvent> events, long nanoseconds)
    {
        var time = new TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        return epoll_pwait2(poll, ref MemoryMarshal.GetReference(events), events.Length, in time, 0);
    }

    /// <summary>Time on a processor of a whole process, user and system, all its threads.</summary>
    public static long ProcessorNanoseconds(int process)
    {
        // The clock of another process, as clock_getcpuclockid(3) makes its number.
        Check(clock_gettime((~process << 3) | 2, out TimeSpec time), "clock_gettime");
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    /// <summary>Sets how long files may become that a process writes to; null: as long as it was allowed from the start.</summary>
    public static void LimitFileBytes(int process, ulong? bytes)
    {
        Check(prlimit(process, FileBytes, 0, out Limit limit), "prlimit");
        limit.Soft = bytes ?? limit.Hard;
        Check(prlimit(process, FileBytes, in limit, 0), "prlimit");
    }

    public static int Receive(int descriptor, Span<byte> buffer) =>
        (int)recv(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0);

    public static int Send(int descriptor, ReadOnlySpan<byte> bytes) =>
        (int)send(descriptor, in MemoryMarshal.GetReference(bytes), bytes.Length, 0x4000);

    public static void Close(int descriptor) => _ = close(descriptor);

    /// <summary>Binds the calling process to one processor; a negative number leaves it alone.</summary>
    public static void Pin(int processor)
    {
        if (processor >= 0)
        {
            ulong mask = 1UL << processor;
            Check(sched_setaffinity(0, 8, in mask), "sched_setaffinity");
        }
    }

    private static void Set(int descriptor, int level, int option, int value = 1) => _ = setsockopt(descriptor, level, option, in value, 4);

    private static SocketAddress Loopback(int port) => new()
    {
        Family = Inet,
        Port = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((ushort)port),
        Address = 0x0100007F,
    };

    private static int Check(int result, string what) =>
        result >= 0 ? result : throw new IOException($"{what} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int bind(int descriptor, in SocketAddress address, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int listen(int descriptor, int backlog);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int connect(int descriptor, in SocketAddress address, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int accept4(int descriptor, nint address, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(int descriptor, int command, int value);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsockopt(int descriptor, int level, int option, in int value, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int poll, int operation, int descriptor, in PollEvent wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int poll, ref PollEvent events, int count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_pwait2(int poll, ref PollEvent events, int count, in TimeSpec time, nint signals);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int descriptor, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int descriptor, in byte buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sched_setaffinity(int process, nint size, in ulong mask);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prlimit(int process, int resource, nint wanted, out Limit old);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prlimit(int process, int resource, in Limit wanted, nint old);

    // The kernel packs this structure on x64; elsewhere it is padded (this benchmark is for x64).
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct PollEvent
    {
        public uint Events;
        public int Key;
        public int Unused;
    }

    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    private struct SocketAddress
    {
        public ushort Family;
        public ushort Port;
        public uint Address;
        public ulong Zero;
    }
}
