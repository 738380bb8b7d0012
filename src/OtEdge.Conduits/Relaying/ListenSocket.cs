using System.Net;
using System.Net.Sockets;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.Relaying;

/// <summary>Binds the address that a conduit listens on.</summary>
internal static class ListenSocket
{
    /// <summary>A listening, non-blocking socket.</summary>
    /// <exception cref="IOException">The address cannot be bound; the message says what to do.</exception>
    public static Socket Bind(Conduit conduit)
    {
        var socket = new Socket(conduit.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (conduit.Listen.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            // On Unix the base library sets SO_REUSEADDR by itself, so that a restart does not wait for old connections.
            socket.Blocking = false;
            socket.Bind(conduit.Listen);
            socket.Listen(LinkOptions.ListenBacklog);
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException(
                $"conduit '{conduit.Name}' cannot listen on {conduit.Listen}: {WhatToDo(failure, conduit.Listen.Port)}", failure);
        }
    }

    private static string WhatToDo(SocketException failure, int port) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            "another program uses this address; stop it, or change `listen` of the conduit",
        SocketError.AddressNotAvailable =>
            "this machine has no such address; change `listen` to one of its own, or to 0.0.0.0 for all of them",
        SocketError.AccessDenied when port < 1024 =>
            "ports below 1024 need the right CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE); "
            + "grant it, or change `listen` to a higher port",
        _ => failure.Message,
    };
}
