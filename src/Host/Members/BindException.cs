using System.Net.Sockets;
using Dataflow.Host.Options;
using Microsoft.AspNetCore.Connections;

namespace Dataflow.Host.Members;

/// <summary>An address on which the process cannot listen: which, why, and what to do.</summary>
internal sealed class BindException(string message, int code) : Exception(message)
{
    /// <summary>What the process answers to who started it.</summary>
    public int Code { get; } = code;

    /// <summary>Listens somewhere, and tells what is wrong with the address by the option that it is of.</summary>
    /// <exception cref="BindException">The address is in use, or none of this machine.</exception>
    public static async Task ToldAsync(string key, HostAddress address, Func<Task> listen)
    {
        try
        {
            await listen();
        }
        catch (Exception error) when (Find<AddressInUseException>(error) is not null)
        {
            throw new BindException(
                $"{key}: another process listens on port {address.Port} of {address.Host} already; stop it, or give "
                + $"another port: --{key}={address with { Port = 0 }} takes a free one", ExitCode.AddressInUse);
        }
        catch (Exception error) when (Find<SocketException>(error) is { } refused)
        {
            throw new BindException(
                $"{key}: cannot listen on {address}: {refused.Message}; expected an address of this machine, and a "
                + "port that this user may use", ExitCode.Failure);
        }
    }

    private static T? Find<T>(Exception? error) where T : Exception
    {
        while (error is not null and not T) error = error.InnerException;
        return error as T;
    }
}
