using System.Net;
using System.Net.Sockets;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.Relaying;

/// <summary>Binds the addresses that a conduit listens on.</summary>
internal static class ListenSocket
{
    /// <summary>Listening, non-blocking sockets: for clients, and for devices that call in, where there are such.</summary>
    /// <exception cref="IOException">An address cannot be bound; the message says what to do.</exception>
    public static (Socket Clients, Socket? Devices) Bind(Conduit conduit)
    {
        Socket clients = Bind(conduit.Name, conduit.Listen, "listen");
        try
        {
            return (clients, conduit.OpcUa?.CallingDevices is { } calling ? Bind(conduit.Name, calling.Listen, "reverse-connect: listen") : null);
        }
        catch (IOException)
        {
            clients.Dispose();
            throw;
        }
    }

    private static Socket Bind(string conduit, IPEndPoint at, string key)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (at.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            // On Unix the base library sets SO_REUSEADDR by itself, so that a restart does not wait for old connections.
            socket.Blocking = false;
            socket.Bind(at);
            socket.Listen(LinkOptions.ListenBacklog);
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException(
                $"conduit '{conduit}' cannot listen on {at}: {WhatToDo(failure, at.Port, key)}", failure);
        }
    }

    private static string WhatToDo(SocketException failure, int port, string key) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"another program uses this address; stop it, or change `{key}` of the conduit",
        SocketError.AddressNotAvailable =>
            $"this machine has no such address; change `{key}` to one of its own, or to 0.0.0.0 for all of them",
        SocketError.AccessDenied when port < 1024 =>
            "ports below 1024 need the right CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE); "
            + $"grant it, or change `{key}` to a higher port",
        _ => failure.Message,
    };
}
