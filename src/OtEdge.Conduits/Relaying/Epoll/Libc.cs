using System.Runtime.InteropServices;

namespace OtEdge.Conduits.Relaying.Epoll;

/// <summary>The system calls of the data path (Linux, 64 bit), as their manual pages describe them.</summary>
internal static unsafe partial class Libc
{
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const int EpollModify = 3;
    public const uint EpollIn = 0x001;
    public const uint EpollOut = 0x004;
    public const uint EpollError = 0x008;
    public const uint EpollReadHangUp = 0x2000;
    public const uint EpollEdge = 1u << 31;
    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const int StreamSocket = 1;
    public const int MessageNoSignal = 0x4000;
    public const int ShutdownWrite = 1;
    public const int LevelSocket = 1;
    public const int SocketError = 4;
    public const int SocketKeepAlive = 9;
    public const int SocketLinger = 13;
    public const int LevelTcp = 6;
    public const int TcpNoDelay = 1;
    public const int TcpKeepIdleSeconds = 4;
    public const int TcpKeepIntervalSeconds = 5;
    public const int TcpKeepCount = 6;
    public const int TcpUserTimeoutMilliseconds = 18;
    public const int ErrorInterrupted = 4;
    public const int ErrorAgain = 11;
    public const int ErrorNoMemory = 12;
    public const int ErrorTooManyFilesInSystem = 23;
    public const int ErrorTooManyFiles = 24;
    public const int ErrorConnectionAborted = 103;
    public const int ErrorNoBuffers = 105;
    public const int ErrorConnectionRefused = 111;
    public const int ErrorInProgress = 115;

    /// <summary>Bytes of `struct epoll_event`: packed on x86-64 alone.</summary>
    public static readonly int EpollEventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    /// <summary>Where the user data lies in it.</summary>
    public static readonly int EpollDataOffset = EpollEventBytes - sizeof(ulong);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* events, int eventsMax, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, byte* address, int addressBytes);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int descriptor, byte* address, int* addressBytes, int flags);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int LocalName(int descriptor, byte* address, int* addressBytes);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int descriptor, int level, int option, void* value, int valueBytes);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(int descriptor, int level, int option, void* value, int* valueBytes);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int descriptor, byte* buffer, nint bytes, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int descriptor, byte* buffer, nint bytes, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* buffer, nint bytes);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* buffer, nint bytes);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int descriptor, int how);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    /// <summary>The words for an error number.</summary>
    public static string Words(int error) => Marshal.GetPInvokeErrorMessage(error);

    /// <summary>The error number of the last call.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();
}
