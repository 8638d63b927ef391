import "flow-interface";
import { mount } from "svelte";
import SignIn from "./SignIn.svelte";

const target = document.querySelector("#root");
if (target) mount(SignIn, { target });
