using System.Net;
using System.Net.Sockets;

namespace OtEdge.RollbackBenchmark;

/// <summary>A Modbus device that answers FC3 with one register and a write with itself, at once; a thread for each connection.</summary>
internal sealed class Device : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public Device()
    {
        listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket session = listener.AcceptSocket();
                new Thread(() => Serve(session)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // Disposed.
        }
    }

    private static void Serve(Socket session)
    {
        using (session)
        {
            session.NoDelay = true;
            byte[] request = new byte[12];
            try
            {
                while (Read(session, request))
                {
                    session.Send(request[7] == 3 ? [request[0], request[1], 0, 0, 0, 5, 1, 3, 2, 0, 42] : request);
                }
            }
            catch (SocketException)
            {
                // The gateway has ended the connection.
            }
        }
    }

    private static bool Read(Socket session, byte[] request)
    {
        for (int have = 0; have < request.Length;)
        {
            int received = session.Receive(request, have, request.Length - have, SocketFlags.None);
            if (received == 0)
            {
                return false;
            }

            have += received;
        }

        return true;
    }
}
